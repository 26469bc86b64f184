//! title: two functions call each other for ever
//! error: STACK_OVERFLOW
//! name: RangeError
const isEven = (n) => (n === 0 ? true : isOdd(n - 1));
const isOdd = (n) => (n === 0 ? false : isEven(n - 1));
return isEven(-1);
