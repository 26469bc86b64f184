//! title: ctor key function with to string
//! stopped: 4 EXECUTION_ERROR
const key = () => {}
key.toString = () => 'constructor'
return key[key]("return 'ESCAPED'")()
