//! title: sandboxjs cause optional chain skips the check
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: 'constr' })
return (() => {})?.[(k + 'uctor')]?.call(null, "return 'ESCAPED'")()
