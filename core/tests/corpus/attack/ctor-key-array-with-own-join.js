//! title: ctor key array with own join
//! stopped: 4 EXECUTION_ERROR
const key = ['name']
key.join = () => 'constructor'
return (() => {})[key]("return 'ESCAPED'")()
