//! title: uncaught throw
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 2
const a = 1;
throw new TypeError('boo')
