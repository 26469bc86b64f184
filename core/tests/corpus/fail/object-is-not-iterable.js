//! title: for of over an object
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 3
const totals = { a: 1, b: 2 };
let sum = 0;
for (const value of totals) {
  sum += value;
}
return sum;
