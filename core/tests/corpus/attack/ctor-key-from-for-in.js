//! title: ctor key from for in
//! stopped: 4 EXECUTION_ERROR
for (const key in { constructor: 1 }) return (() => {})[key]("return 'ESCAPED'")()
