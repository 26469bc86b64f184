//! title: an object that other hosts give
//! finding: UNKNOWN_GLOBAL 1
const result = await mcp.callTool('users:list', {})
return result
