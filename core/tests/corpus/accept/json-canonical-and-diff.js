//! title: canonical JSON compares objects whatever the order
//! value: ["{\"a\":\"x\",\"b\":[1,{\"y\":null,\"z\":1}]}",["$.age: 57 -> 58","$.active: true -> false","$.tags.1: undefined -> \"llvm\""],true]
const canonical = (v) => Array.isArray(v) ? `[${v.map(canonical)}]` : v && typeof v === 'object' ? `{${Object.keys(v).sort().map((k) => `${JSON.stringify(k)}:${canonical(v[k])}`)}}` : JSON.stringify(v);
const diff = (a, b, path = '$') => {
  if (canonical(a) === canonical(b)) return [];
  if (a && b && typeof a === 'object' && typeof b === 'object') return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((k) => diff(a[k], b[k], `${path}.${k}`));
  return [`${path}: ${JSON.stringify(a)} -> ${JSON.stringify(b)}`];
};
const before = await tools.users.get({ id: 9 });
const after = { ...before, tags: [...before.tags, 'llvm'], age: 58, active: !before.active };
return [canonical({ b: [1, { z: 1, y: null }], a: 'x' }), diff(before, after), canonical({ a: 1, b: 2 }) === canonical({ b: 2, a: 1 })];
