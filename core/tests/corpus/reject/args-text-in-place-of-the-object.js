//! title: a text in place of the object
//! finding: INVALID_TOOL_ARGUMENTS 1
const hits = await callTool('search:web', 'rust')
return hits.length
