//! title: static eval cause tagged template with own raw
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: ['constr', 'uctor'] })
return (() => {})[String.raw({ raw: [k[0], ''] }, k[1])]("return 'ESCAPED'")()
