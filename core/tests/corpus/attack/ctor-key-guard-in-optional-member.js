//! title: ctor key guard in optional member
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: 'constr' })
return context.no?.[k + 'uctor'] ?? (() => {})?.[k + 'uctor']?.("return 'ESCAPED'")()
