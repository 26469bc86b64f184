//! title: binary search, merged intervals and free slots
//! value: {"at":[2,4,0],"busy":[["09:30","11:00"],["13:00","14:00"]],"free":["09:00-09:30","11:00-13:00","14:00-17:00"]}
const search = (list, x) => { let lo = 0, hi = list.length; while (lo < hi) { const mid = (lo + hi) >>> 1; if (list[mid] < x) lo = mid + 1; else hi = mid; } return lo; };
const merge = (spans) => [...spans].sort((a, b) => a[0] - b[0]).reduce((out, [s, e]) => { const last = out.at(-1); if (last && s <= last[1]) last[1] = Math.max(last[1], e); else out.push([s, e]); return out; }, []);
const minutes = (t) => t.split(':').reduce((h, m) => h * 60 + +m, 0);
const clock = (n) => `${String((n / 60) | 0).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`;
const busy = merge([['09:30', '10:15'], ['13:00', '14:00'], ['10:00', '11:00'], ['13:30', '13:45']].map((s) => s.map(minutes)));
const free = [];
let at = minutes('09:00');
for (const [s, e] of [...busy, [minutes('17:00'), Infinity]]) { if (s - at >= 30) free.push(`${clock(at)}-${clock(s)}`); at = e; }
return { at: [search([1, 3, 5, 7], 5), search([1, 3, 5, 7], 8), search([], 1)], busy: busy.map((b) => b.map(clock)), free };
