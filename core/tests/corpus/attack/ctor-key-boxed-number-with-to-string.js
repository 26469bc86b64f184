//! title: ctor key boxed number with to string
//! stopped: 4 EXECUTION_ERROR
const key = Object(7)
key.toString = () => 'constructor'
return (() => {})[key]("return 'ESCAPED'")()
