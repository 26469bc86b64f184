//! title: stack
//! error: STACK_OVERFLOW
//! name: RangeError
const f = () => f(); f()
