//! title: ctor code point escape with leading zeros in string
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
return (() => {})['\u{0000063}onstruct\x6fr']("return 'ESCAPED'")()
