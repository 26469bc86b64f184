//! title: number key replaced by for of head
//! stopped: 4 EXECUTION_ERROR
let i = 0
for (i of ['constructor']) {}
return (() => {})[i]("return 'ESCAPED'")()
