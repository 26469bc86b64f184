//! title: arguments that are not an object
//! value: ["TOOL_ARGUMENTS_INVALID", "TOOL_ARGUMENTS_INVALID", "TOOL_ARGUMENTS_INVALID", "TOOL_ARGUMENTS_INVALID", "TOOL_ARGUMENTS_INVALID"]
const seen = []
for (const args of [1, 'text', [1], new Date(0), Uint8Array.of(1)]) { try { seen.push(await callTool('echo', args)) } catch (error) { seen.push(error.code) } }
return seen
