//! title: while (true) left by break when a page is short
//! value: {"n":23,"first":"o-101","last":"o-123","unique":23}
const PAGE_SIZE = 6;
const ids = [];
let offset = 0;
while (true) {
  const { orders } = await tools.orders.list({ cursor: offset, limit: PAGE_SIZE });
  ids.push(...orders.map((o) => o.id));
  if (orders.length < PAGE_SIZE) break;
  offset += PAGE_SIZE;
}
return { n: ids.length, first: ids[0], last: ids[ids.length - 1], unique: new Set(ids).size };
