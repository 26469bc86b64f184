//! title: ctor of number through parens
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
return ((1)).constructor.constructor("return 'ESCAPED'")()
