//! title: the result is shown with alert
//! finding: DISALLOWED_IDENTIFIER 2
const user = await tools.users.get({ id: 1 })
alert(`Hello ${user.name}`)
