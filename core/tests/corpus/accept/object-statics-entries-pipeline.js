//! title: a pipeline over entries, and freeze, seal, assign
//! value: [{"PLUM":3.3,"APPLE":1.32,"PEAR":0.88},["PLUM","APPLE","PEAR"],{"a":{"b":2}},["TypeError","TypeError","TypeError","TypeError"],true,{"x":2,"y":3},true,[["0","a"],["1","b"]],[7,8],["0","1","length"]]
const prices = { apple: 1.2, pear: 0.8, plum: 3, kiwi: 0.5 };
const dear = Object.fromEntries(Object.entries(prices).filter(([, p]) => p >= 0.8).map(([k, p]) => [k.toUpperCase(), Math.round(p * 110) / 100]).sort(([, x], [, y]) => y - x));
const frozen = Object.freeze({ a: { b: 1 } });
const errors = [];
for (const change of [() => { frozen.a = 2; }, () => { frozen.c = 1; }, () => { delete frozen.a; }, () => { Object.seal(prices).fig = 1; }]) {
  try { change(); } catch (e) { errors.push(e.name); }
}
frozen.a.b = 2;
return [dear, Object.keys(dear), frozen, errors, Object.isSealed(prices), Object.assign({}, { x: 1 }, null, { x: 2, y: 3 }), Object.is(NaN, NaN), Object.entries('ab'), Object.values([7, 8]), Object.getOwnPropertyNames('ab')];
