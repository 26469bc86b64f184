//! title: ctor key lowered with kelvin sign
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: 'CON\u017fTRUCTOR' })
return (() => {})[k.toUpperCase().toLowerCase()]("return 'ESCAPED'")()
