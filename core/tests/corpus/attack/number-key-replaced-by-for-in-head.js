//! title: number key replaced by for in head
//! stopped: 4 EXECUTION_ERROR
let i = 0
for (i in { constructor: 1 }) {}
return (() => {})[i]("return 'ESCAPED'")()
