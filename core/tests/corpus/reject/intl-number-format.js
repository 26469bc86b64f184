//! title: a number by Intl
//! finding: DISALLOWED_IDENTIFIER 2
const { orders } = await tools.orders.list({ limit: 5 })
const format = new Intl.NumberFormat('de-DE')
return orders.map((order) => format.format(order.total))
