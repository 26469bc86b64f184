//! title: a tool called with nothing, and undefined members left out
//! plain: no
//! value: [12,12,3]
//! calls: [["users:list",{}],["users:list",{}],["users:list",{"active":false}]]
const a = await tools.users.list();
const b = await callTool('users:list');
const c = await tools.users.list({ role: undefined, active: false });
return [a.length, b.length, c.length];
