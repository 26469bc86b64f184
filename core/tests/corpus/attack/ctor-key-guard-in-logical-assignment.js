//! title: ctor key guard in logical assignment
//! value: [5, 1, false]
let looks = 0
const key = { toString: () => (looks++ ? 'constructor' : 'total') }
const o = {}
o[key] ??= 5
return [o.total, looks, Object.hasOwn(o, 'constructor')]
