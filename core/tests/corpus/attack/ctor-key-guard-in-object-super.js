//! title: ctor key guard in object super
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: '__pro' })
const o = { m() { return super[k + 'to__'] === null } }
return o.m()
