//! title: the host asks for a call that the script does not make
//! rules: {"REQUIRED_CALL_MISSING":{"calls":["echo"]}}
//! finding: REQUIRED_CALL_MISSING 2
const users = await tools.users.list({ role: "admin" })
return users.length
