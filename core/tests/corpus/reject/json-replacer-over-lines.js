//! title: the line of the call, or of its callback
//! level: secure
//! language: agentscript
//! finding: JSON_CALLBACK_NOT_ALLOWED 2
const user = await tools.users.get({ id: 1 })
return JSON.stringify(user, (key, value) => {
  return typeof value === 'number' ? `${value}` : value
}, 2)
