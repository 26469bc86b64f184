//! title: ctor key from context
//! stopped: 4 EXECUTION_ERROR
const letters = { acme: 'constructor' }
return (() => {})[letters[context.tenant]]("return 'ESCAPED'")()
