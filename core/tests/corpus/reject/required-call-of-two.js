//! title: one of two calls that the host requires is missing
//! rules: {"REQUIRED_CALL_MISSING":{"calls":["echo","email:send"]}}
//! finding: REQUIRED_CALL_MISSING 3
const users = await tools.users.list({})
await tools.echo({ count: users.length })
return users.length
