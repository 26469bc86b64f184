//! title: arguments of a schema by prototype
//! value: "TOOL_ARGUMENTS_INVALID"
const args = Object.create({ id: 1 })
try { return await callTool('users:get', args) } catch (error) { return error.code }
