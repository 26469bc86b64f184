//! title: orders by month and week day
//! value: [{"2024-01":113.2,"2024-02":127.9,"2024-03":142.6,"2024-04":157.3,"2024-05":172,"2024-06":186.7,"2024-07":201.4,"2024-08":216.1,"2024-09":230.8,"2024-10":245.5,"2024-11":260.2,"2024-12":93.35},"Wed",{"$date":1734171300000}]
const { orders } = await tools.orders.list({ limit: 50 })
const months = {}
for (const { placedAt, total } of orders) {
  const key = placedAt.slice(0, 7)
  months[key] = +((months[key] ?? 0) + total).toFixed(2)
}
const weekday = (iso) => ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][new Date(iso).getUTCDay()]
return [months, weekday(orders[0].placedAt), orders.map((o) => new Date(o.placedAt)).sort((a, b) => b - a)[0]]
