//! title: a computed member of a namespace is no tool
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 2
const action = context.tenant === 'acme' ? 'remove' : 'get';
return await tools.users[action]({ id: 1 });
