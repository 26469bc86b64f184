//! title: match with a text
//! level: strict
//! finding: NO_REGEX_METHOD 3
const { orders } = await tools.orders.list({})
const note = `${orders[0].note}`
const number = note.match('[0-9]+')
return number
