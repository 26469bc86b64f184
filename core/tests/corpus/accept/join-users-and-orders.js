//! title: users with the sum of their orders
//! value: [{"name":"Alan Turing","spent":260.2},{"name":"John Backus","spent":245.5},{"name":"Barbara Liskov","spent":230.8},{"name":"Ken Thompson","spent":216.1},{"name":"Radia Perlman","spent":201.4}]
const [users, first] = await Promise.all([tools.users.list({}), tools.orders.list({ limit: 50 })])
const byUser = new Map()
for (const { userId, total } of first.orders) byUser.set(userId, (byUser.get(userId) ?? 0) + total)
return users
  .map(({ id, name }) => ({ name, spent: Math.round((byUser.get(id) ?? 0) * 100) / 100 }))
  .sort((a, b) => b.spent - a.spent || a.name.localeCompare(b.name))
  .slice(0, 5)
