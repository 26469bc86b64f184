//! title: ctor key guard in compound assignment
//! value: [2, 1, ["total"]]
let looks = 0
const key = { toString: () => (looks++ ? 'constructor' : 'total') }
const o = { total: 1 }
o[key] += 1
return [o.total, looks, Object.keys(o)]
