//! title: permissive still guards keys
//! level: permissive
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: 'constr' })
return (() => {})[k + 'uctor']("return 'ESCAPED'")()
