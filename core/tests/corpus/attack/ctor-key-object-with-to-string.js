//! title: ctor key object with to string
//! stopped: 4 EXECUTION_ERROR
return (() => {})[{ toString: () => 'constructor' }]("return 'ESCAPED'")()
