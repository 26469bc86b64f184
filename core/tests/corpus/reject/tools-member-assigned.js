//! title: a tool is replaced
//! finding: NO_CALL_TARGET_ASSIGNMENT 1
tools.users.list = async () => []
return await tools.users.list({})
