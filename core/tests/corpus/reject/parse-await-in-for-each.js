//! title: await in the callback of forEach
//! finding: PARSE_ERROR 2
const users = await tools.users.list({ role: 'admin' })
users.forEach(user => await tools.email.send({ to: user.email, subject: 'a', body: 'b' }))
return users.length
