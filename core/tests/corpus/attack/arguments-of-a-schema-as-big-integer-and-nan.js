//! title: arguments of a schema as big integer and nan
//! value: ["TOOL_ARGUMENTS_INVALID", "TOOL_ARGUMENTS_INVALID", "TOOL_ARGUMENTS_INVALID", "TOOL_ARGUMENTS_INVALID"]
const codes = []
for (const id of [NaN, Infinity, new Date(1), Uint8Array.of(1)]) {
  try { await callTool('users:get', { id }) } catch (error) { codes.push(error.code) }
}
return codes
