//! title: closures with private counters
//! value: [1,7,[2,2,0,1]]
const counter = (start = 0) => { let n = start; return { inc: (by = 1) => (n += by), get value() { return n }, reset() { n = start } } }
const a = counter(), b = counter(10)
a.inc(); a.inc(5); b.inc(-3); a.reset(); a.inc()
const fs = []
for (var i = 0; i < 2; i++) fs.push(() => i)
for (let j = 0; j < 2; j++) fs.push(() => j)
return [a.value, b.value, fs.map((f) => f())]
