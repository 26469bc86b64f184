//! title: async function maker by name
//! stopped: 1 NO_EVAL
return await new AsyncFunction("return 'ESCAPED'")()
