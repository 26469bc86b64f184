//! title: a chain over lines fails in its middle
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 5
const { orders } = await tools.orders.list({ limit: 5 });
return orders
  .filter((o) => o.total > 1000)
  .map((o) => ({ id: o.id, first: o.items[0] }))
  .find((o) => o.id === 'none')
  .first.sku;
