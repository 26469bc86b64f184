//! title: a running balance over sorted orders
//! value: [{"id":"o-102","total":19.85,"balance":19.85},{"id":"o-114","total":108.05,"balance":127.9}]
const { orders } = await tools.orders.list({ userId: 6, limit: 10 });
let balance = 0;
const statement = orders
  .toSorted((a, b) => Date.parse(a.placedAt) - Date.parse(b.placedAt))
  .map(({ id, total }) => {
    balance += total;
    return { id, total, balance: Math.round(balance * 100) / 100 };
  });
return statement;
