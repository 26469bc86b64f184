//! title: optional chains, nullish and logical assignment, in agentscript
//! value: [{"none":1,"order 1":2,"order 2":3},"lamp",true,"default"]
//! language: agentscript
//! level: strict
const { orders } = await tools.orders.list({ limit: 3 });
const counts = {};
for (const order of orders) {
  const note = order.note ?? 'none';
  counts[note] ??= 0;
  counts[note] += order.items?.length ?? 0;
}
let best;
best ||= orders.at(-1)?.items[0]?.sku;
return [counts, best, orders[9]?.id === undefined, context?.missing?.deeper ?? 'default'];
