//! title: a member of an object over lines fails
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 6
const users = await tools.users.list({ active: false });
const summary = {
  count: users.length,
  names: users.map((u) => u.name),
  // nobody is an admin here
  admin: users.find((u) => u.role === 'admin').name,
  oldest: Math.max(...users.map((u) => u.age)),
};
return summary;
