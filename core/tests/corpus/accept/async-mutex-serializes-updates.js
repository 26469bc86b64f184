//! title: updates one behind the other through a promise chain
//! value: {"balance":12,"history":[5,12],"results":["fulfilled","refused -1","fulfilled"]}
let tail = Promise.resolve();
const exclusive = (fn) => { const run = tail.then(fn, fn); tail = run.catch(() => {}); return run; };
let balance = 0;
const history = [];
const deposit = (n) => exclusive(async () => {
  const before = balance;
  await tools.add({ a: before, b: n });
  if (n < 0) throw new Error(`refused ${n}`);
  balance = before + n;
  history.push(balance);
});
const results = await Promise.allSettled([deposit(5), deposit(-1), deposit(7)]);
return { balance, history, results: results.map((r) => r.reason?.message ?? r.status) };
