//! title: orders joined to users through an index object
//! value: [{"order":"o-103","customer":"Margaret Hamilton","email":"margaret.hamilton@example.com","total":"€27.20","day":"2024-03-05"},{"order":"o-109","customer":"Barbara Liskov","email":"barbara.liskov@example.com","total":"€71.30","day":"2024-09-11"},{"order":"o-115","customer":"Margaret Hamilton","email":"margaret.hamilton@example.com","total":"€115.40","day":"2024-03-17"},{"order":"o-121","customer":"Barbara Liskov","email":"barbara.liskov@example.com","total":"€159.50","day":"2024-09-23"}]
const users = await tools.users.list({});
const byId = Object.fromEntries(users.map((u) => [u.id, u]));
const { orders } = await tools.orders.list({ limit: 50 });
const report = orders
  .filter(({ status }) => status === 'pending')
  .map(({ id, userId, total, placedAt }) => ({
    order: id,
    customer: byId[userId]?.name ?? 'unknown',
    email: byId[userId]?.email,
    total: `€${total.toFixed(2)}`,
    day: placedAt.slice(0, 10),
  }));
return report;
