//! title: stack by to primitive
//! stopped: 4 STACK_OVERFLOW
const o = { [Symbol.toPrimitive]: () => +o }
return o * 2
