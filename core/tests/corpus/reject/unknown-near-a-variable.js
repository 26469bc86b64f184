//! title: a misspelled variable
//! finding: UNKNOWN_GLOBAL 3
const customers = await tools.users.list({})
const active = customers.filter((customer) => customer.active)
return activ.length + customers.length
