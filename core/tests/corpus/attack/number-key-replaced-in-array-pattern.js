//! title: number key replaced in array pattern
//! stopped: 4 EXECUTION_ERROR
let i = 0;
[i] = ['constructor']
return (() => {})[i]("return 'ESCAPED'")()
