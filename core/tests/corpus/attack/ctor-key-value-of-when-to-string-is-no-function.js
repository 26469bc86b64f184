//! title: ctor key value of when to string is no function
//! stopped: 4 EXECUTION_ERROR
return (() => {})[{ toString: null, valueOf: () => 'constructor' }]("return 'ESCAPED'")()
