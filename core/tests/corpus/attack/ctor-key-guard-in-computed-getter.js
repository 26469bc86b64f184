//! title: ctor key guard in computed getter
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: '__pro' })
const o = { get [k + 'to__']() { return 1 } }
return Object.keys(o)
