//! title: a promise whose resolve is never called
//! error: DEADLOCK
const waiting = [];
const acquire = () => new Promise((resolve) => waiting.push(resolve));
const { sum } = await tools.add({ a: 1, b: 1 });
await acquire();
return sum;
