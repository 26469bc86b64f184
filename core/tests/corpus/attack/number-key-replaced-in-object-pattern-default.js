//! title: number key replaced in object pattern default
//! stopped: 4 EXECUTION_ERROR
let i = 0;
({ missing: i = 'constructor' } = {})
return (() => {})[i]("return 'ESCAPED'")()
