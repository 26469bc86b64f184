//! title: realms shim cause overflow while marshalling
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: 'constr' })
let deep = {}
for (let i = 0; i < 5000; i++) deep = { deep }
const error = await callTool('echo', deep).catch((caught) => caught)
return error[k + 'uctor'][k + 'uctor']("return 'ESCAPED'")()
