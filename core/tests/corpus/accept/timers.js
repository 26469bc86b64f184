//! title: timers
//! value: ["a","b"]
const o=[]; await new Promise(r=>{ setTimeout(()=>{o.push('b'); r()},1); o.push('a') }); await sleep(1); return o
