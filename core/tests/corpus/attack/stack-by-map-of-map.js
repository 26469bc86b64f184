//! title: stack by map of map
//! stopped: 4 STACK_OVERFLOW
const deeper = (list) => list.map(() => deeper(list))
return deeper([1])
