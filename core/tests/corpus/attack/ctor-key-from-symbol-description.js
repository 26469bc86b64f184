//! title: ctor key from symbol description
//! stopped: 4 EXECUTION_ERROR
const { description } = Symbol.for('constructor')
return (() => {})[description]("return 'ESCAPED'")()
