//! title: the first of an empty list has no name
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 3
const found = await tools.users.list({ id: 500 });
const [first] = found;
return first.name;
