//! title: ses cause template object of another realm
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: 'constr' })
const tag = (parts) => parts.raw
return tag`a`[k + 'uctor'][k + 'uctor']("return 'ESCAPED'")()
