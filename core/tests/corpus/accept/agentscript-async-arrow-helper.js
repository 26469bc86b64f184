//! title: an async arrow function as helper, in agentscript
//! value: {"Ada Lovelace":"113.2","Radia Perlman":"201.4"}
//! language: agentscript
//! level: strict
const spent = async (userId) => {
  const { orders } = await tools.orders.list({ userId, limit: 10 });
  return orders.reduce((sum, order) => sum + order.total, 0);
};
const result = {};
for (const user of await tools.users.list({ role: 'admin' })) {
  result[user.name] = (await spent(user.id)).toFixed(1);
}
return result;
