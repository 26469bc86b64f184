//! title: ctor key guard in computed class member
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: 'proto' })
class A { static [k + 'type'] = 1 }
return 1
