//! title: an id by crypto
//! finding: DISALLOWED_IDENTIFIER 2
const order = { total: 10 }
order.id = crypto.randomUUID()
return order
