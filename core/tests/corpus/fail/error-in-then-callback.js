//! title: a callback of then throws
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 3
return await tools.users.list({ role: 'viewer' })
  .then((users) => users.filter((u) => u.active))
  .then((users) => users.first().name)
  .finally(() => console.log('done'));
