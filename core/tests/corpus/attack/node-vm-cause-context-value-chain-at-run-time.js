//! title: node vm cause context value chain at run time
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: 'constr' })
return context[k + 'uctor'][k + 'uctor']("return 'ESCAPED'")()
