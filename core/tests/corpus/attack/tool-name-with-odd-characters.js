//! title: tool name with odd characters
//! value: ["TOOL_NOT_FOUND", "TOOL_NOT_FOUND", "TOOL_NOT_FOUND", "TOOL_NOT_FOUND", "TOOL_NOT_FOUND", "TOOL_NOT_FOUND"]
const seen = []
for (const name of ['echo\0', '\0echo', 'echo ', 'ECHO', '\uff45cho', 'users:list\n']) {
  try { seen.push(await callTool(name, {})) } catch (error) { seen.push(error.code) }
}
return seen
