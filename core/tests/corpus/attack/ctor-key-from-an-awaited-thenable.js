//! title: ctor key from an awaited thenable
//! stopped: 4 EXECUTION_ERROR
return (() => {})[await { then: (done) => done('constructor') }]("return 'ESCAPED'")()
