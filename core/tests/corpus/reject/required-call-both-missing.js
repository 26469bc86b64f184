//! title: two calls that are missing are two findings
//! rules: {"REQUIRED_CALL_MISSING":{"calls":["echo","email:send"]}}
//! finding: REQUIRED_CALL_MISSING 2
//! finding: REQUIRED_CALL_MISSING 2
const users = await tools.users.list({})
return users.length
