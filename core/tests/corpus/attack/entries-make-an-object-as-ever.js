//! title: entries make an object as ever
//! value: [{"a":1,"b":2},{"x":1},"TypeError",{"1,2":3},["__proto__"]]
const fails = (run) => { try { return run() } catch (error) { return error.name } }
const odd = Object.fromEntries(JSON.parse('[["__proto__", 1]]'))
return [Object.fromEntries([['a', 1], ['b', 2]]), Object.fromEntries(new Map([['x', 1]])), fails(() => Object.fromEntries([1])),
  Object.fromEntries([[[1, 2], 3]]), Object.keys(odd)]
