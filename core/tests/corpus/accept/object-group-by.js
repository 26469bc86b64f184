//! title: Object.groupBy and Map.groupBy
//! value: {"admin":2,"editor":3,"viewer":7}
const users = await tools.users.list({})
const roles = Object.groupBy ? Object.groupBy(users, (u) => u.role) : users.reduce((g, u) => ((g[u.role] ??= []).push(u), g), {})
return Object.fromEntries(Object.entries(roles).map(([role, list]) => [role, list.length]))
