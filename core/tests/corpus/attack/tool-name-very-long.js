//! title: tool name very long
//! value: "TOOL_NOT_FOUND"
const { length } = 'ab'
const name = 'x'.repeat(length * 40_000)
try { return await callTool(name, {}) } catch (error) { return error.code }
