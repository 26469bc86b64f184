//! title: ctor key to string gives an object then value of
//! stopped: 4 EXECUTION_ERROR
return (() => {})[{ toString: () => ({}), valueOf: () => 'constructor' }]("return 'ESCAPED'")()
