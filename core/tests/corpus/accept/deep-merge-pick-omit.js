//! title: deep merge, pick, omit and camel case of keys
//! value: [{"a":{"x":9,"y":2},"l":[1,2]},{"id":2,"role":"editor"},["id","name","role","age","active","createdAt"],{"firstName":1,"nestedKey":[{"deepEr":2}]}]
const isObject = (v) => v !== null && typeof v === 'object' && !Array.isArray(v);
const merge = (a, ...rest) => rest.reduce((acc, b) => { for (const [k, v] of Object.entries(b)) acc[k] = isObject(v) && isObject(acc[k]) ? merge({ ...acc[k] }, v) : Array.isArray(v) ? [...(acc[k] ?? []), ...v] : v; return acc; }, a);
const pick = (o, ...keys) => Object.fromEntries(keys.filter((k) => k in o).map((k) => [k, o[k]]));
const omit = (o, ...keys) => Object.fromEntries(Object.entries(o).filter(([k]) => !keys.includes(k)));
const camel = (v) => Array.isArray(v) ? v.map(camel) : isObject(v) ? Object.fromEntries(Object.entries(v).map(([k, x]) => [k.replace(/[_-](\w)/g, (_, c) => c.toUpperCase()), camel(x)])) : v;
const user = await tools.users.get({ id: 2 });
return [merge({ a: { x: 1 }, l: [1] }, { a: { y: 2 }, l: [2] }, { a: { x: 9 } }), pick(user, 'id', 'role', 'nope'), Object.keys(omit(user, 'email', 'tags')), camel({ first_name: 1, 'nested-key': [{ deep_er: 2 }] })];
