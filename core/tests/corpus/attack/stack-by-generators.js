//! title: stack by generators
//! stopped: 4 STACK_OVERFLOW
function* deeper() { yield* deeper() }
return [...deeper()]
