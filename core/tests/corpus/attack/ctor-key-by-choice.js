//! title: ctor key by choice
//! stopped: 4 EXECUTION_ERROR
return (() => {})[context.tenant ? 'constructor' : 'name']("return 'ESCAPED'")()
