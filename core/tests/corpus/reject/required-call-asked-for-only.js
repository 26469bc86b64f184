//! title: the type of a tool is asked for and it is not called
//! rules: {"REQUIRED_CALL_MISSING":{"calls":["echo"]}}
//! finding: REQUIRED_CALL_MISSING 3
if (typeof tools.echo !== 'function') return 0
const users = await tools.users.list({})
return users.length
