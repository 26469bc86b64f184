//! title: number key by addition of unknowns
//! stopped: 4 EXECUTION_ERROR
const add = (a, b) => (() => {})[a + b]
return add('constr', 'uctor')("return 'ESCAPED'")()
