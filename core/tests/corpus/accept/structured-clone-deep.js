//! title: structuredClone of nested data
//! value: [true,2,true,true,true]
const original = { d: new Date(0), m: new Map([['k', { n: 1 }]]), s: new Set([1]), l: [1, { x: 2 }] }
original.self = original
const copy = structuredClone(original)
copy.l[1].x = 99
return [copy.self === copy, original.l[1].x, copy.m.get('k') !== original.m.get('k'), copy.d instanceof Date, copy.s.has(1)]
