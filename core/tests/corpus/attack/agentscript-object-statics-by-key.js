//! title: agentscript object statics by key
//! level: strict
//! value: "function"
const { k } = await callTool('echo', { k: 'getPrototypeOf' })
const f = () => 1
return typeof Object[k](f)
