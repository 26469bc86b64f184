//! title: destructuring in parameters, loops, catch and assignments
//! value: ["1cm2 ","6m2 x","anone","bt",0,2,7,"no",2,1,{"y":5,"rest":{"z":6}}]
const area = ({ size: [w, h] = [1, 1], unit = 'cm', ...rest } = {}) => `${w * h}${unit}2 ${Object.keys(rest)}`
const out = [area(), area({ size: [2, 3], unit: 'm', x: 1 })]
for (const { name, tags: [first = 'none'] } of [{ name: 'a', tags: [] }, { name: 'b', tags: ['t'] }]) out.push(name + first)
for (const [index, { v }] of [{ v: 1 }, { v: 2 }].entries()) out.push(index * v)
try { throw { code: 7, info: { why: 'no' } } } catch ({ code, info: { why } }) { out.push(code, why) }
let a = 1, b = 2, o = {}
;[a, b] = [b, a]
;({ x: o.y, ...o.rest } = { x: 5, z: 6 })
out.push(a, b, o)
return out
