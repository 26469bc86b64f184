//! title: a text is thrown
//! error: EXECUTION_ERROR
const users = await tools.users.list({ role: 'admin' });
if (users.length < 5) throw 'too few admins';
return users;
