//! title: a big integer and a number are added
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 4
const { orders } = await tools.orders.list({ limit: 3 });
let cents = 0n;
for (const order of orders) {
  cents += Math.round(order.total * 100);
}
return cents;
