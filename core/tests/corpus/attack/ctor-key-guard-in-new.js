//! title: ctor key guard in new
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: 'constr' })
return new (() => {})[k + 'uctor']("return 'ESCAPED'")()
