//! title: median, percentiles, deviation and outliers of totals
//! value: {"n":23,"mean":93.35,"sd":49.85,"quartiles":[52.925,93.35,133.775,158.03],"histogram":[6,6,7,4],"bars":["██████","██████","███████","████"]}
const { orders } = await tools.orders.list({ limit: 50 });
const xs = orders.map((o) => o.total).sort((a, b) => a - b);
const mean = xs.reduce((a, b) => a + b, 0) / xs.length;
const variance = xs.map((x) => (x - mean) ** 2).reduce((a, b) => a + b) / (xs.length - 1);
const q = (p) => { const at = (xs.length - 1) * p, lo = Math.floor(at); return +(xs[lo] + (xs[Math.min(lo + 1, xs.length - 1)] - xs[lo]) * (at - lo)).toFixed(4); };
const histogram = xs.reduce((h, x) => { h[Math.floor(x / 50)]++; return h; }, [0, 0, 0, 0]);
return { n: xs.length, mean: +mean.toFixed(3), sd: +Math.sqrt(variance).toFixed(3), quartiles: [0.25, 0.5, 0.75, 0.9].map(q), histogram, bars: histogram.map((n) => '█'.repeat(n)) };
