//! title: an async generator cleans up when its reader breaks
//! value: [0,2,4,"cleanup",1,"stream broke","p","plain"]
const log = [];
async function* ticker(limit) {
  try {
    for (let i = 0; i < limit; i++) {
      await sleep(1);
      yield (await tools.add({ a: i, b: i })).sum;
    }
  } finally {
    log.push('cleanup');
  }
}
for await (const v of ticker(10)) { log.push(v); if (v >= 4) break; }
const failing = (async function* () { yield 1; throw new Error('stream broke'); })();
try { for await (const x of failing) log.push(x); } catch (e) { log.push(e.message); }
for await (const p of [Promise.resolve('p'), 'plain']) log.push(p);
return log;
