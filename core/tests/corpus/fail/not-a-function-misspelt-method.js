//! title: a misspelt method of an array
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 2
const list = [3, 1, 2];
const sorted = list.sorted((a, b) => a - b);
return sorted;
