//! title: a value by a path of text
//! value: [5,"none",{"x":{"y":{"z":1}}}]
const get = (o, path, otherwise) => path.split(/[.[\]]+/).filter(Boolean).reduce((at, k) => at?.[k], o) ?? otherwise
const set = (o, path, v) => { const keys = path.split('.'); const last = keys.pop(); keys.reduce((at, k) => (at[k] ??= {}), o)[last] = v; return o }
const o = { a: [{ b: { c: 5 } }] }
return [get(o, 'a[0].b.c'), get(o, 'a[1].b', 'none'), set({}, 'x.y.z', 1)]
