//! title: ctor key from spread and reverse
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
return (() => {})[[...'rotcurtsnoc'].reverse().join('')]("return 'ESCAPED'")()
