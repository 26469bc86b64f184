//! title: a text that is too short
//! finding: INVALID_TOOL_ARGUMENTS 1
const found = await callTool('search:web', { query: '' })
return found
