//! title: a method of null in a callback of map
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 4
const { orders } = await tools.orders.list({ limit: 3 });
return orders
  .map((order) => {
    const text = order.note.toUpperCase();
    return `${order.id} ${text}`;
  })
  .join('\n');
