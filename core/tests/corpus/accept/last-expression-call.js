//! title: a call as last expression is the result
//! plain: no
//! value: ["Ada Lovelace","Radia Perlman"]
const admins = await tools.users.list({ role: 'admin' });
admins.map((u) => u.name);
