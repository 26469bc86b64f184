//! title: users and orders joined, in agentscript
//! value: ["Edsger Dijkstra: 122.75","Edsger Dijkstra: 34.55","John Backus: 166.85","John Backus: 78.65"]
//! language: agentscript
//! level: secure
const users = await tools.users.list({});
const { orders } = await tools.orders.list({ status: 'refunded', limit: 20 });
const rows = orders.map((order) => {
  const owner = users.find((user) => user.id === order.userId);
  return { name: owner ? owner.name : 'unknown', total: order.total };
});
rows.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : b.total - a.total));
return rows.map(({ name, total }) => `${name}: ${total}`);
