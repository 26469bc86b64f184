//! title: stack by comparators
//! stopped: 4 STACK_OVERFLOW
const compare = () => { [2, 1].sort(compare); return 0 }
return [2, 1].sort(compare)
