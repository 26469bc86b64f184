//! title: private data in a WeakMap and a WeakSet of visited
//! value: ["p:2",{"n":1,"kids":[{"parent":"[again]"}]},"TypeError",false,{"$undefined":true}]
const priv = new WeakMap();
class Person {
  constructor(name) { priv.set(this, { name, visits: 0 }); }
  visit() { priv.get(this).visits++; return this; }
  describe() { const { name, visits } = priv.get(this); return `${name}:${visits}`; }
}
const seen = new WeakSet();
const safe = (node) => {
  if (typeof node !== 'object' || node === null) return node;
  if (seen.has(node)) return '[again]';
  seen.add(node);
  return Array.isArray(node) ? node.map(safe) : Object.fromEntries(Object.entries(node).map(([k, v]) => [k, safe(v)]));
};
const loop = { n: 1, kids: [{}] };
loop.kids[0].parent = loop;
let bad;
try { priv.set('text', 1); } catch (e) { bad = e.name; }
return [new Person('p').visit().visit().describe(), safe(loop), bad, priv.has({}), priv.get(loop)];
