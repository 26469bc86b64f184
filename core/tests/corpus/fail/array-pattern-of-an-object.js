//! title: a list pattern meets an object
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 2
const user = await tools.users.get({ id: 1 });
const [id, name] = user;
return [id, name];
