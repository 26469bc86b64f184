//! title: agentscript key guard
//! level: strict
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: 'constr' })
const f = () => 1
return f[k + 'uctor']("return 'ESCAPED'")()
