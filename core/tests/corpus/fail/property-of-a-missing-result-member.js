//! title: a member of a result that is not there is read
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 4
const { orders } = await tools.orders.list({ userId: 1 });

for (const order of orders) {
  console.log(order.shipping.address);
}
