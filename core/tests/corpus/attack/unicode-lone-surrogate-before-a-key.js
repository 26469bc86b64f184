//! title: unicode lone surrogate before a key
//! stopped: 4 EXECUTION_ERROR
const key = '\udc00constructor'.slice(1)
return (() => {})[key]("return 'ESCAPED'")()
