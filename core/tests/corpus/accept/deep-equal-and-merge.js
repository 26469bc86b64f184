//! title: deep equality and deep merge
//! value: [true,false,{"a":{"x":1,"y":3,"z":4},"l":[2]}]
const isObject = (v) => typeof v === 'object' && v !== null && !Array.isArray(v)
const equal = (a, b) => a === b || (typeof a === 'object' && typeof b === 'object' && a && b && Object.keys(a).length === Object.keys(b).length && Object.keys(a).every((k) => equal(a[k], b[k])))
const merge = (a, b) => Object.entries(b).reduce((out, [k, v]) => ({ ...out, [k]: isObject(v) && isObject(out[k]) ? merge(out[k], v) : v }), a)
return [equal({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }), equal({ a: 1 }, { a: 2 }), merge({ a: { x: 1, y: 2 }, l: [1] }, { a: { y: 3, z: 4 }, l: [2] })]
