//! title: the next times of a cron expression
//! value: [["2024-03-01T10:40","2024-03-04T09:00","2024-03-04T09:20","2024-03-04T09:40"],["2024-02-15T00:00","2024-03-01T00:00"]]
const field = (spec, min, max) => new Set(spec.split(',').flatMap((part) => {
  const [range, step = '1'] = part.split('/');
  const [a, b] = range === '*' ? [min, max] : range.split('-').map(Number);
  const out = [];
  for (let n = a; n <= (b ?? (part.includes('/') ? max : a)); n += Number(step)) out.push(n);
  return out;
}));
const next = (expr, from, count) => {
  const [m, h, dom, mon, dow] = expr.split(' ').map((s, i) => field(s, ...[[0, 59], [0, 23], [1, 31], [1, 12], [0, 6]][i]));
  const out = [];
  for (let t = new Date(from); out.length < count; t.setUTCMinutes(t.getUTCMinutes() + 1)) {
    if (m.has(t.getUTCMinutes()) && h.has(t.getUTCHours()) && dom.has(t.getUTCDate()) && mon.has(t.getUTCMonth() + 1) && dow.has(t.getUTCDay())) out.push(t.toISOString().slice(0, 16));
  }
  return out;
};
return [next('*/20 9-10 * * 1-5', '2024-03-01T10:30:00Z', 4), next('0 0 1,15 * *', '2024-02-14T00:00:00Z', 2)];
