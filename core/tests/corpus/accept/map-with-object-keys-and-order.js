//! title: maps with any key, their order, deletion while iterating
//! value: ["nan","zero",true,["nan","again","number","zero"],["a","c","d"],[[1,"a"],[3,"c"],[4,"d"]],4,{"a":1,"c":3,"d":4}]
const k = {}, m = new Map([[NaN, 'nan'], [k, 'object'], ['1', 'text'], [1, 'number'], [-0, 'zero']]);
const seen = [];
const grow = new Map([['a', 1], ['b', 2], ['c', 3]]);
for (const [key] of grow) {
  seen.push(key);
  if (key === 'a') { grow.delete('b'); grow.set('d', 4); }
}
m.set('1', 'again').delete(k);
const inverted = new Map([...grow].map(([a, b]) => [b, a]));
m.forEach((v, key, self) => { if (self !== m) throw new Error('other map'); });
return [m.get(NaN), m.get(0), Object.is([...m.keys()].at(-1), 0), [...m.values()], seen, [...inverted], m.size, Object.fromEntries(grow)];
