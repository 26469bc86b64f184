//! title: ctor key from tool result keys
//! stopped: 4 EXECUTION_ERROR
const result = await callTool('echo', { constr: 1, uctor: 2 })
return (() => {})[Object.keys(result).join('')]("return 'ESCAPED'")()
