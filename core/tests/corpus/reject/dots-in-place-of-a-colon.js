//! title: the name is written with a dot
//! finding: UNKNOWN_TOOL 1
return await callTool('users.list', {})
