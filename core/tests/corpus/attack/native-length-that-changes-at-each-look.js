//! title: native length that changes at each look
//! stopped: 4 EXECUTION_ERROR
let looks = 0
const list = { get length() { looks++; return looks > 1 ? 2 ** 53 - 1 : 1 }, 0: 1 }
return ['ESCAPED', Array.prototype.includes.call(list, 5)]
