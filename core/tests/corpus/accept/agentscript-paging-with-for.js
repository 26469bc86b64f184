//! title: pages in a bounded for loop, in agentscript
//! value: {"pages":3,"total":"1090.80"}
//! language: agentscript
//! level: strict
let cursor = 0;
let total = 0;
let pages = 0;
for (let i = 0; i < 8 && cursor !== null; i++) {
  const page = await tools.orders.list({ cursor, limit: 8 });
  for (const order of page.orders) {
    if (order.status !== 'paid') { continue; }
    total += order.total;
  }
  pages += 1;
  cursor = page.nextCursor;
}
return { pages, total: total.toFixed(2) };
