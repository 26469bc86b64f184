//! title: a const is read before its line
//! error: EXECUTION_ERROR
//! name: ReferenceError
//! line: 1
const show = () => limit * 2;
const early = show();
const limit = 10;
return early;
