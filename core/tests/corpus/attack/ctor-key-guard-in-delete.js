//! title: ctor key guard in delete
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: '__pro' })
const o = {}
delete o[k + 'to__']
return 'deleted'
