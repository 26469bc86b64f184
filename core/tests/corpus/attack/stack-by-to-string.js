//! title: stack by to string
//! stopped: 4 STACK_OVERFLOW
const o = { toString() { return `${this}` } }
return String(o)
