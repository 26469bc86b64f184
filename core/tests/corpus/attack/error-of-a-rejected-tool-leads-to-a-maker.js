//! title: error of a rejected tool leads to a maker
//! stopped: 4 EXECUTION_ERROR
const { a } = await callTool('echo', { a: 'constr' })
const error = await callTool('users:get', { id: 99 }).catch((caught) => caught)
return error[a + 'uctor'][a + 'uctor']("return 'ESCAPED'")()
