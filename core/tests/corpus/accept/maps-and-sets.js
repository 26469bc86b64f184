//! title: maps, sets and weak maps
//! value: [3,["b",{"$number":"NaN"}],"nan",[1,2,"2",{"$number":"NaN"}],true,5,false,5,["b",2],{"b":2},"helo"]
const m = new Map([['a', 1], ['b', 2]])
m.set(NaN, 'nan').set({}, 'obj').delete('a')
const s = new Set([1, 2, 2, '2', NaN, NaN])
const w = new WeakMap(), k = {}
w.set(k, 5)
const union = new Set([...s, 9])
return [m.size, [...m.keys()].slice(0, 2), m.get(NaN), [...s], s.has('2'), w.get(k), w.has({}), [...union].length, [...m.entries()][0], Object.fromEntries([...m].slice(0, 1)), [...new Set('hello')].join('')]
