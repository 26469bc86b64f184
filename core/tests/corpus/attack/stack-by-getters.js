//! title: stack by getters
//! stopped: 4 STACK_OVERFLOW
const o = { get a() { return this.a } }
return o.a
