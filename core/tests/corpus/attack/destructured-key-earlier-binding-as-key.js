//! title: destructured key earlier binding as key
//! stopped: 4 EXECUTION_ERROR
const f = () => {}
f.k = (await callTool('echo', { k: 'constr' })).k + 'uctor'
const { k, [k]: make } = f
return make("return 'ESCAPED'")()
