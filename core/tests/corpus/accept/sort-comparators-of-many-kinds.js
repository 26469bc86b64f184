//! title: comparators by several keys, natural and custom order
//! value: [["Item9","item10","élan","item1"],["Item9","item1","item10","élan"],["item1","Item9","item10","élan"],[1,10,100,9],[3,2,1],[false,true,true],["a","b","C"]]
const rows = [{ n: 'item10', p: 2, s: 'low' }, { n: 'Item9', p: 2, s: 'high' }, { n: 'item1', p: 1, s: 'mid' }, { n: 'élan', p: 2, s: 'low' }];
const by = (...keys) => (a, b) => { for (const k of keys) { const [f, dir] = k.startsWith('-') ? [k.slice(1), -1] : [k, 1]; if (a[f] < b[f]) return -dir; if (a[f] > b[f]) return dir; } return 0; };
const priority = ['high', 'mid', 'low'];
const names = (list) => list.map((r) => r.n);
const natural = (a, b) => { const x = a.n.toLowerCase().match(/(\D+)(\d*)/), y = b.n.toLowerCase().match(/(\D+)(\d*)/); return x[1] < y[1] ? -1 : x[1] > y[1] ? 1 : x[2] - y[2]; };
return [names([...rows].sort(by('-p', 'n'))), names([...rows].sort((a, b) => priority.indexOf(a.s) - priority.indexOf(b.s))), names([...rows].sort(natural)), [10, 9, 1, 100].sort(), [3, 1, 2].sort((a, b) => b - a), [true, false, true].sort(), ['b', 'a', 'C'].sort((a, b) => a.localeCompare(b))];
