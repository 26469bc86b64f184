//! title: stack by to json
//! stopped: 4 STACK_OVERFLOW
const o = { toJSON() { return JSON.stringify(this) } }
return JSON.stringify(o)
