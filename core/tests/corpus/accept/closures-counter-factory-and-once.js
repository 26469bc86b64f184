//! title: once, debounce-like flags and private counters in closures
//! value: [5,5,5,[2,3,{"$undefined":true}],11,6,3,[[3,0],[3,1],[3,2]]]
const once = (fn) => { let done = false, value; return (...a) => (done ? value : ((done = true), (value = fn(...a)))); };
const limit = (fn, n) => { let left = n; return (...a) => (left-- > 0 ? fn(...a) : undefined); };
const compose = (...fns) => (x) => fns.reduceRight((v, f) => f(v), x);
const curry = (fn) => function next(...args) { return args.length >= fn.length ? fn(...args) : (...more) => next(...args, ...more); };
let n = 0;
const init = once((by) => (n += by));
const twice = limit((x) => x + 1, 2);
const fs = [];
for (var i = 0; i < 3; i++) { let j = i; fs.push(() => [i, j]); }
return [init(5), init(9), n, [1, 2, 3].map(twice), compose((x) => x + 1, (x) => x * 2)(5), curry((a, b, c) => a + b + c)(1)(2, 3), curry((a, b) => a - b)(5)(2), fs.map((f) => f())];
