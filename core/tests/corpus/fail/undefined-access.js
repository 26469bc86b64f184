//! title: undefined access
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 3
const user = {};

return user.name.first
