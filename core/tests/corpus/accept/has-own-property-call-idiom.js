//! title: the idioms of own properties and array-likes
//! value: [["a","hasOwnProperty"],[2,3],["A","B","C"],[1,2,3],9,["Array","Object","Null","Undefined","RegExp","Date","Number","String","Function"],false,"x--z","t"]
function toArray() { return Array.prototype.slice.call(arguments, 1); }
const o = { a: 1, hasOwnProperty: 'shadowed' };
const type = (v) => Object.prototype.toString.call(v).slice(8, -1);
const filtered = [];
for (const key in o) {
  if (Object.prototype.hasOwnProperty.call(o, key)) filtered.push(key);
}
return [
  filtered, toArray('skip', 2, 3), Array.prototype.map.call('abc', (c) => c.toUpperCase()), [].concat.apply([], [[1], [2, 3]]),
  Math.max.apply(null, [4, 9, 2]), [[], {}, null, undefined, /x/, new Date(0), 1, 'a', () => 1].map(type), ({}).hasOwnProperty.call(o, 'b'),
  Array.prototype.join.call({ length: 3, 0: 'x', 2: 'z' }, '-'), String.prototype.trim.call('  t '),
];
