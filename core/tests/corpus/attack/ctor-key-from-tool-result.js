//! title: ctor key from tool result
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: 'constr' })
return (() => {})[k + 'uctor']("return 'ESCAPED'")()
