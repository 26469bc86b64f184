//! title: vm2 cause async stack overflow in host call
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: 'constr' })
const deep = async (n) => { try { await callTool('echo', { n: 'a'.repeat(n) }) ; return deep(n) } catch (error) { return error } }
const run = (n) => { try { return run(n + 1) } catch (error) { try { callTool('echo', { n }) } catch (inner) { return inner } return error } }
const error = run(0)
return error[k + 'uctor'][k + 'uctor']("return 'ESCAPED'")()
