//! title: reduce of an empty list without a first value
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 2
const { orders } = await tools.orders.list({ userId: 77 });
const top = orders.reduce((a, b) => (a.total > b.total ? a : b));
return top.id;
