//! title: two async functions wait for each other
//! error: DEADLOCK
let a, b;
a = (async () => { await null; return await b; })();
b = (async () => { await null; return await a; })();
return await Promise.all([a, b]);
