//! title: toSorted, toSpliced, toReversed and with on tool data
//! value: {"results":[[24,23,22,21,20],[24,23,22,21,20],[20,"x",23,24],[20,21,22,23,0],[23,24],[20,21,22,23,24,1,2]],"untouched":true,"range":"RangeError"}
const { items } = await tools.page({ cursor: 20, size: 5 });
const before = JSON.stringify(items);
const results = [items.toSorted((a, b) => b - a), items.toReversed(), items.toSpliced(1, 2, 'x'), items.with(-1, 0), items.slice(-2), items.concat(1, [2])];
let range;
try { items.with(9, 1); } catch (e) { range = e.name; }
return { results, untouched: before === JSON.stringify(items), range };
