//! title: do while over a cursor that starts undefined
//! value: {"requests":3,"totals":{"EUR":1889.05,"USD":258}}
// Fetch every order, following the cursor until the tool says there is no more.
let cursor;
let requests = 0;
const totals = {};
do {
  const page = await callTool('orders:list', cursor === undefined ? { limit: 9 } : { limit: 9, cursor });
  requests += 1;
  for (const order of page.orders) {
    totals[order.currency] = (totals[order.currency] || 0) + order.total;
  }
  cursor = page.nextCursor;
} while (cursor !== null && cursor !== undefined);

for (const currency of Object.keys(totals)) {
  totals[currency] = Number(totals[currency].toFixed(2));
}
return { requests, totals };
