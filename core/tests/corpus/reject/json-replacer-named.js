//! title: a replacer by its name
//! language: agentscript
//! finding: JSON_CALLBACK_NOT_ALLOWED 3
const hide = (key, value) => key === 'email' ? undefined : value
const user = await tools.users.get({ id: 1 })
return JSON.stringify(user, hide)
