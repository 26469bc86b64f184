//! title: eval of super property
//! value: "undefined"
const { k } = await callTool('echo', { k: 'ev' })
const o = { m() { return super[k + 'al'] } }
return typeof o.m()
