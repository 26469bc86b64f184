//! title: a wrong name inside of parallel
//! finding: UNKNOWN_TOOL 3
const [users, orders] = await parallel([
  () => tools.users.list({}),
  () => tools.orders.lists({}),
])
return [users, orders]
