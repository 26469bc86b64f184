//! title: native length by to primitive
//! stopped: 4 EXECUTION_ERROR
let looks = 0
const length = { [Symbol.toPrimitive]: () => (looks++ > 0 ? 2 ** 53 - 1 : 1) }
return ['ESCAPED', Array.prototype.fill.call({ length }, 0)]
