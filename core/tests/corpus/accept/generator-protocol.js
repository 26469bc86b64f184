//! title: generators with next, return and throw
//! value: [[{"value":1,"done":false},{"value":10,"done":false},{"value":"caught x","done":false},{"value":"cleanup","done":false},{"done":true}],{"value":"cleanup","done":false},{"value":9,"done":true}]
function* g() { try { const a = yield 1; const b = yield a * 2; return a + b } catch (e) { yield 'caught ' + e; } finally { yield 'cleanup' } }
const it = g()
const first = [it.next(), it.next(5), it.throw('x'), it.next(), it.next()]
const jt = g()
jt.next()
return [first, jt.return(9), jt.next()]
