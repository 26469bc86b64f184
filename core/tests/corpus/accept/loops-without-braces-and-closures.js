//! title: loops of one statement, captured variables and async bodies
//! value: [["a1","b1","2a","2b",3,2,1,"once","slept"],[0,1,2,"p",0,1],1,2]
const fs = [], out = [];
for (let i = 0; i < 3; i++) fs.push(() => i++);
for (const x of [1, 2]) for (const y of 'ab') if (x === 2) out.push(x + y); else out.push(y + x);
let n = 3; while (n) out.push(n--);
do out.push('once'); while (false);
for (const k in { p: 1 }) fs.push(() => k);
outer: for (let i = 0; ; i++) { let j = 0; while (true) { if (j++ > 2) continue outer; if (i + j > 4) break outer; } }
const slow = async () => { for (const d of [2, 1]) await sleep(d); return 'slept'; };
for (let i = 0, inc = () => i++; i < 2; inc(), i++) fs.push(() => i);
out.push(await slow());
return [out, fs.map((f) => f()), fs[0](), fs[0]()];
