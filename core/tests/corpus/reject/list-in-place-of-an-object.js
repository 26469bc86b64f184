//! title: a list as arguments
//! finding: INVALID_TOOL_ARGUMENTS 1
return await tools.users.get([1])
