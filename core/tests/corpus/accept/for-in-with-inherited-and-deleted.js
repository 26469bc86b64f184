//! title: for in over inherited, shadowed and deleted members
//! value: ["b","shared","d","(a)","s"]
const parent = { a: 1, shared: 'parent' };
const child = Object.create(parent);
Object.assign(child, { b: 2, shared: 'child', c: 3, d: 4 });
const seen = [];
for (const key in child) {
  if (key === 'b') delete child.c;
  if (!Object.hasOwn(child, key)) { seen.push(`(${key})`); continue; }
  seen.push(key);
}
for (const k in null) seen.push('never');
for (const k in undefined) seen.push('never');
for (const k in class { static s = 1; static m() {} }) seen.push(k);
return seen;
