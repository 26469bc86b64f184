//! title: microtask order
//! value: ["s","m","q","t"]
const o=[]; setTimeout(()=>o.push('t'),0); Promise.resolve().then(()=>o.push('m')); queueMicrotask(()=>o.push('q')); o.push('s'); await sleep(5); return o
