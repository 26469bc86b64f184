//! title: vm2 cause rejected native async function
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: 'constr' })
const error = new Error('x')
error.name = Symbol('s')
const run = async () => error.stack + String(error)
return await run().catch((caught) => caught[k + 'uctor'][k + 'uctor']("return 'ESCAPED'")())
