//! title: a tool is deleted
//! finding: NO_CALL_TARGET_ASSIGNMENT 2
const list = tools.users.list
delete tools.email.send
return (await list({})).length
