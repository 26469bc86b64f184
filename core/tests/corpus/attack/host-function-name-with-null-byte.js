//! title: host function name with null byte
//! value: "TOOL_NOT_FOUND"
const { name } = await callTool('echo', { name: 'echo\0escaped' })
return await callTool(name, {}).catch((error) => error.code)
