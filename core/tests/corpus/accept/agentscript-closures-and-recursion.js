//! title: closures, currying and recursion of arrows, in agentscript
//! value: [5,3628800,[1,2,3,4],2]
//! language: agentscript
//! level: secure
const adder = (a) => (b) => a + b;
const fact = (n) => (n <= 1 ? 1 : n * fact(n - 1));
const flatten = (list) => list.flatMap((x) => (Array.isArray(x) ? flatten(x) : [x]));
let count = 0;
const next = () => (count += 1);
next(); next();
return [adder(2)(3), fact(10), flatten([1, [2, [3, [4]]]]), count];
