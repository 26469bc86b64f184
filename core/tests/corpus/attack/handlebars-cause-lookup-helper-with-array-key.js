//! title: handlebars cause lookup helper with array key
//! stopped: 4 EXECUTION_ERROR
const lookup = (o, k) => (Object.hasOwn(o, k) || k in o ? o[k] : undefined)
const { k } = await callTool('echo', { k: [['constructor']] })
return lookup(() => {}, k)("return 'ESCAPED'")()
