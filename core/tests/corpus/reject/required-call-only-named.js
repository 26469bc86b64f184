//! title: a tool that is named in a text is not called
//! rules: {"REQUIRED_CALL_MISSING":{"calls":["email:send"]}}
//! finding: REQUIRED_CALL_MISSING 3
const hint = 'email:send'
const users = await tools.users.list({})
return [hint, users.length]
