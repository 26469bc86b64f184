//! title: ctor key guard in update
//! value: [2, 1]
let looks = 0
const key = { toString: () => (looks++ ? '__proto__' : 'total') }
const o = { total: 1 }
o[key]++
return [o.total, looks]
