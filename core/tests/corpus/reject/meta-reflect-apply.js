//! title: Reflect.apply
//! finding: NO_META_PROGRAMMING 2
const numbers = [3, 1, 2]
const most = Reflect.apply(Math.max, null, numbers)
return most
