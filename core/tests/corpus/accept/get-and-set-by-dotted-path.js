//! title: values read, set and flattened by paths
//! value: ["book","none","no note",{"a":{"b":[{"c":1}],"d":[]}},{"id":"o-101","userId":1,"status":"paid","total":12.5,"currency":"EUR","items.0.sku":"book","items.0.quantity":1,"items.0.price":4.2,"placedAt":"2024-01-03T10:15:00.000Z","note":null}]
const get = (o, path, dflt) => path.replace(/\[(\d+)\]/g, '.$1').split('.').reduce((v, k) => v?.[k], o) ?? dflt;
const set = (o, path, value) => { const keys = path.split('.'); const last = keys.pop(); keys.reduce((at, k, i) => (at[k] ??= /^\d+$/.test(keys[i + 1] ?? last) ? [] : {}), o)[last] = value; return o; };
const flatten = (o, prefix = '') => Object.entries(o).reduce((acc, [k, v]) => (v && typeof v === 'object' && Object.keys(v).length ? { ...acc, ...flatten(v, `${prefix}${k}.`) } : { ...acc, [prefix + k]: v }), {});
const { orders: [order] } = await tools.orders.list({ limit: 1 });
const built = set(set({}, 'a.b.0.c', 1), 'a.d', [])
return [get(order, 'items[0].sku'), get(order, 'items[9].sku', 'none'), get(order, 'note', 'no note'), built, flatten(order)];
