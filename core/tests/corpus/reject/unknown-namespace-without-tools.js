//! title: a namespace without tools in front of it
//! finding: UNKNOWN_GLOBAL 2
const query = { status: 'paid' }
const page = await orders.list(query)
return page.orders.length
