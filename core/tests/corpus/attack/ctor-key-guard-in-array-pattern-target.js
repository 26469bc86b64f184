//! title: ctor key guard in array pattern target
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: '__pro' })
const o = {};
[o[k + 'to__']] = [{ admin: true }]
return o.admin
