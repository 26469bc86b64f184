//! title: ctor key guard in for of head
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: '__pro' })
const o = {}
for (o[k + 'to__'] of [{ admin: 1 }]) return o.admin
