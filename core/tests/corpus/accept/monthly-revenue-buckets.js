//! title: revenue in buckets of months
//! value: [["2024-01",{"count":2,"total":113.2}],["2024-02",{"count":2,"total":127.9}],["2024-03",{"count":2,"total":142.6}],["2024-05",{"count":2,"total":172}],["2024-07",{"count":2,"total":201.4}],["2024-08",{"count":2,"total":216.1}],["2024-09",{"count":2,"total":230.8}],["2024-11",{"count":2,"total":260.2}]]
const { orders } = await tools.orders.list({ limit: 50 });
const buckets = {};
for (const { placedAt, total, status } of orders) {
  if (status === 'cancelled' || status === 'refunded') continue;
  const d = new Date(placedAt);
  const key = `${d.getUTCFullYear()}-${String(d.getUTCMonth() + 1).padStart(2, '0')}`;
  (buckets[key] ??= { count: 0, total: 0 }).count++;
  buckets[key].total = +(buckets[key].total + total).toFixed(2);
}
return Object.entries(buckets).sort(([a], [b]) => (a < b ? -1 : 1));
