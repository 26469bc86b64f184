//! title: ctor optional call chain
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
return [].at?.["constructor"]?.("return 'ESCAPED'")?.()
