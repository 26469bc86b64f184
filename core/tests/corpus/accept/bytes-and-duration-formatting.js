//! title: sizes and durations for people
//! value: [["0 B","512 B","1.5 KB","5.0 MB","3.5 GB"],["0s","0s","1m 1s","1d 1h 1m 1s"],["50%","12.3%","100%"]]
const size = (n) => { const u = ['B', 'KB', 'MB', 'GB']; const e = n ? Math.min(Math.floor(Math.log2(n) / 10), u.length - 1) : 0; return `${(n / 1024 ** e).toFixed(e ? 1 : 0)} ${u[e]}`; };
const duration = (ms) => { const parts = [[864e5, 'd'], [36e5, 'h'], [6e4, 'm'], [1e3, 's']].map(([unit, label]) => { const n = Math.floor(ms / unit); ms %= unit; return n && `${n}${label}`; }).filter(Boolean); return parts.join(' ') || '0s'; };
const percent = (x, d = 1) => `${(x * 100).toFixed(d).replace(/\.0+$/, '')}%`;
return [[0, 512, 1536, 5 * 1024 ** 2, 3.75e9].map(size), [0, 999, 61e3, 90061e3].map(duration), [0.5, 0.1234, 1].map((x) => percent(x))];
