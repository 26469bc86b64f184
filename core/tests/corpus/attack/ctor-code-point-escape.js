//! title: ctor code point escape
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
return (() => {}).\u{63}onstructor("return 'ESCAPED'")()
