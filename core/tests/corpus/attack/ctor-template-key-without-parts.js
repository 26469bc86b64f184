//! title: ctor template key without parts
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
return (() => {})[`constructor`]("return 'ESCAPED'")()
