//! title: result of an error with hostile members
//! value: {"name": "Error", "message": "", "code": "E"}
const { def } = await callTool('echo', { def: 'defineProperty' })
const error = new Error('hidden')
Object[def](error, 'message', { get() { callTool('escaped', {}); return 'ESCAPED' } })
Object[def](error, 'name', { get() { callTool('escaped', {}); return 'ESCAPED' } })
Object[def](error, 'stack', { value: 'ESCAPED', enumerable: false })
error.code = 'E'
return error
