//! title: a sleep longer than the time of the run
//! error: TIMEOUT
//! calls: [["add",{"a":1,"b":2}]]
await tools.add({ a: 1, b: 2 });
await sleep(60_000);
return 'woke';
