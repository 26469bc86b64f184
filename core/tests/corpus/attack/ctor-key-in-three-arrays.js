//! title: ctor key in three arrays
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
return (() => {})[[[['constructor']]]]("return 'ESCAPED'")()
