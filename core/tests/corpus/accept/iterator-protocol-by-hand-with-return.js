//! title: an iterator by hand whose return runs on break
//! value: {"first":9,"second":8,"all":[3,2,1],"log":["stopped at 2","stopped at 7","stopped at 1","stopped at 0"],"max":4,"set":2}
const log = [];
const countdown = (from) => ({
  [Symbol.iterator]() {
    let n = from;
    return {
      next: () => (n > 0 ? { value: n--, done: false } : { value: undefined, done: true }),
      return(value) { log.push(`stopped at ${n}`); return { value, done: true }; },
    };
  },
});
for (const n of countdown(5)) if (n === 3) break;
const [first, second] = countdown(9);
const all = [...countdown(3)];
outer: for (const a of countdown(2)) for (const b of countdown(2)) { if (a === b) continue outer; }
return { first, second, all, log, max: Math.max(...countdown(4)), set: new Set(countdown(2)).size };
