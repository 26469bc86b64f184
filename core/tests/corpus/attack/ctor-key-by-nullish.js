//! title: ctor key by nullish
//! stopped: 4 EXECUTION_ERROR
return (() => {})[context.missing ?? 'constructor']("return 'ESCAPED'")()
