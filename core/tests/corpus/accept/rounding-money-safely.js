//! title: money rounded, split and summed in cents
//! value: {"sum":26020,"vat":5464,"parts":[44.98,44.98,44.98,44.98,44.98,44.97,44.97],"check":true,"odd":[101,1024,-2,3,{"$number":"-0"},-1,5,3,3,5.5,31]}
const cents = (x) => Math.round((x + Number.EPSILON) * 100);
const split = (total, n) => { const base = Math.floor(total / n), extra = total % n; return Array.from({ length: n }, (_, i) => (base + (i < extra ? 1 : 0)) / 100); };
const { orders } = await tools.orders.list({ userId: 3, limit: 5 });
const sum = orders.reduce((s, o) => s + cents(o.total), 0);
const vat = Math.round(sum * 0.21);
return { sum, vat, parts: split(sum + vat, 7), check: split(sum + vat, 7).reduce((a, b) => a + cents(b), 0) === sum + vat, odd: [cents(1.005), cents(10.235), Math.round(-2.5), Math.round(2.5), Math.trunc(-0.9), Math.sign(-3), Math.hypot(3, 4), Math.cbrt(27), Math.log2(8), Math.fround(5.5), Math.clz32(1)] };
