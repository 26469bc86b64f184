//! title: computed keys, maps and generators in patterns
//! value: ["n","absent",["k1110","k2220"],1,3,"dflt",[1,2,{},2,[]],[5,6,{"z":1},9,[8]],4,"w","d"]
const field = 'na' + 'me';
const { [field]: picked, [`${field}2`]: absent = 'absent' } = { name: 'n' };
const map = new Map([['k1', { v: 1 }], ['k2', { v: 2 }]]);
const out = [];
for (const [key, { v, w = v * 10 }] of map) out.push(`${key}${v}${w}`);
function* gen() { yield 1; yield 2; yield 3; }
const [g1, , g3, g4 = 'dflt'] = gen();
const fn = ({ a = 1, b: { c = a + 1, ...bRest } = {} } = {}, [d = c, ...e] = []) => [a, c, bRest, d, e];
const { length, 0: head, [length - 1]: tail } = 'word';
return [picked, absent, out, g1, g3, g4, fn(), fn({ a: 5, b: { z: 1 } }, [9, 8]), length, head, tail];
