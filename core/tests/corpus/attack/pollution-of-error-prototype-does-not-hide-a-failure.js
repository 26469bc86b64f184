//! title: pollution of error prototype does not hide a failure
//! stopped: 4 TOOL_ERROR
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
const top = Object[of](new Error(''))
top.name = 'Hidden'
top.message = 'hidden'
return await callTool('fail', { message: 'real' })
