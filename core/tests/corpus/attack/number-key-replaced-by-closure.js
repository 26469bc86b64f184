//! title: number key replaced by closure
//! stopped: 4 EXECUTION_ERROR
let i = 0
const set = (word) => { i = word }
set('constructor')
return (() => {})[i]("return 'ESCAPED'")()
