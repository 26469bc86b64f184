//! title: ctor key by replace
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
return (() => {})['cXnstructXr'.replaceAll('X', 'o')]("return 'ESCAPED'")()
