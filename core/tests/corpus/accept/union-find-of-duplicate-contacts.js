//! title: contacts with something in common are one person
//! value: [[1,3],[2,4],[5]]
const contacts = [{ id: 1, keys: ['a@x', '555'] }, { id: 2, keys: ['b@x'] }, { id: 3, keys: ['555', 'c@x'] }, { id: 4, keys: ['d@x', 'b@x'] }, { id: 5, keys: ['e@x'] }];
const parent = contacts.map((_, i) => i);
const root = (i) => (parent[i] === i ? i : (parent[i] = root(parent[i])));
const owner = {};
contacts.forEach(({ keys }, i) => keys.forEach((k) => { if (k in owner) parent[root(i)] = root(owner[k]); else owner[k] = i; }));
const groups = new Map();
contacts.forEach((c, i) => groups.set(root(i), [...(groups.get(root(i)) ?? []), c.id]));
return [...groups.values()].sort((a, b) => b.length - a.length || a[0] - b[0]);
