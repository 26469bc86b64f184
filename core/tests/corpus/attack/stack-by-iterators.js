//! title: stack by iterators
//! stopped: 4 STACK_OVERFLOW
const o = { [Symbol.iterator]() { return [...o][Symbol.iterator]() } }
return [...o]
