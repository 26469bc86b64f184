//! title: ctor key guard in parameter default
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: 'constr' })
const f = (a = (() => {})[k + 'uctor']) => a("return 'ESCAPED'")()
return f()
