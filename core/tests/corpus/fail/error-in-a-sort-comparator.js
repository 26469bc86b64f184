//! title: a comparator calls a method that numbers lack
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 3
const users = await tools.users.list({});
const rows = users.map(({ name, age }) => ({ name, age }));
rows.sort((a, b) => a.age.localeCompare(b.age));
return rows;
