//! title: a constant is declared twice
//! finding: PARSE_ERROR 3
const page = await tools.orders.list({ limit: 1 })
const first = page.orders[0]
const page = await tools.orders.list({ limit: 2 })
return [first, page]
