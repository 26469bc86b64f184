//! title: statics of Object
//! value: [{"a":1,"n":{"b":3}},"TypeError",true,[["x",1],["y",2]],{"a":1,"b":2},{"k":"v"},false,true,["a","b"],["0","1"],true]
const o = Object.freeze({ a: 1, n: { b: 2 } })
let threw
try { o.a = 2 } catch (e) { threw = e.name }
o.n.b = 3
return [o, threw, Object.isFrozen(o), Object.entries({ x: 1, y: 2 }), Object.assign({}, { a: 1 }, null, { b: 2 }), Object.fromEntries(new Map([['k', 'v']])), Object.is(-0, 0), Object.hasOwn({ a: 1 }, 'a'), Object.values('ab'), Object.keys([4, 5]), Object.prototype.hasOwnProperty.call({ z: 1 }, 'z')]
