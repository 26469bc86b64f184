//! title: a limit that is computed too large
//! error: TOOL_ARGUMENTS_INVALID
//! line: 2
const users = await tools.users.list({});
const { orders } = await tools.orders.list({ limit: users.length * 10 });
return orders.length;
