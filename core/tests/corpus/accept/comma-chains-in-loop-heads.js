//! title: loops with several variables, empty parts and nested breaks
//! value: [[[0,10],[3,9],[6,8],"0","1","0","2",2,"w2","w0","0x","1y",[0,1]],0]
const out = [];
for (let i = 0, j = 10; i < j; i += 3, j--) out.push([i, j]);
for (const k in 'ab') out.push(k);
for (const k in [7, , 9]) out.push(k);
for (var v of new Set([1, 2])) ;
out.push(v);
let w = 3;
for (; w--;) if (w === 1) continue; else out.push(`w${w}`);
for (const [i, c] of [...'xy'].entries()) out.push(i + c);
const fns = [];
for (let i = 0; i < 2; i++) { fns.push(() => i); i += 0; }
out.push(fns.map((f) => f()));
let sum = 0;
for (let i = 0, n = 4, step = () => i * n; i < n; i++) sum += step();
return [out, sum];
