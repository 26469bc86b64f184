//! title: reduce into counts, nested paths, partitions and max
//! value: [[["the",3],["quick",2],["lazy",1],["dog",1]],"the",4,["quick","lazy","quick"],{"a":{"b":{"c":1}}},"TypeError","init",[1,2,3],"321"]
const words = 'the quick the lazy the dog quick'.split(' ');
const counts = words.reduce((m, w) => m.set(w, (m.get(w) ?? 0) + 1), new Map());
const [max] = [...counts].reduce((best, e) => (e[1] > best[1] ? e : best));
const [short, long] = words.reduce(([s, l], w) => (w.length < 4 ? [[...s, w], l] : [s, [...l, w]]), [[], []]);
const path = ['a', 'b', 'c'].reduceRight((inner, key) => ({ [key]: inner }), 1);
let empty;
try { [].reduce((a, b) => a + b); } catch (e) { empty = e.name; }
return [[...counts], max, short.length, long, path, empty, [].reduce((a) => a, 'init'), [[1, 2], [3]].reduce((a, b) => a.concat(b), []), [1, 2, 3].reduceRight((a, b) => `${a}${b}`)];
