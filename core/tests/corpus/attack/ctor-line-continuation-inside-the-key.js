//! title: ctor line continuation inside the key
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
return (() => {})['const\
ructor']("return 'ESCAPED'")()
