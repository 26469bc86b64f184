//! title: functions composed and curried
//! value: ["10",6,6,0]
const pipe = (...fs) => (x) => fs.reduce((v, f) => f(v), x)
const curry = (f) => function curried(...a) { return a.length >= f.length ? f(...a) : (...b) => curried(...a, ...b) }
const add = curry((a, b, c) => a + b + c)
return [pipe((x) => x + 1, (x) => x * 2, String)(4), add(1)(2)(3), add(1, 2)(3), add.length]
