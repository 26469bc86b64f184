//! title: ctor key guard in rest target
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: '__pro' })
const o = {};
({ ...o[k + 'to__'] } = { admin: 1 })
return o.admin
