//! title: ctor key error with name alone
//! stopped: 4 EXECUTION_ERROR
const key = new Error('')
key.name = 'constructor'
return (() => {})[key]("return 'ESCAPED'")()
