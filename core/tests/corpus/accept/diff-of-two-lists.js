//! title: what was added, removed and changed
//! value: {"added":[{"id":4,"v":"d"}],"removed":[1],"changed":[[2,"b","B"]]}
const before = [{ id: 1, v: 'a' }, { id: 2, v: 'b' }, { id: 3, v: 'c' }]
const after = [{ id: 2, v: 'B' }, { id: 3, v: 'c' }, { id: 4, v: 'd' }]
const index = (list) => new Map(list.map((x) => [x.id, x]))
const [old, now] = [index(before), index(after)]
return { added: after.filter((x) => !old.has(x.id)), removed: before.filter((x) => !now.has(x.id)).map((x) => x.id), changed: after.filter((x) => old.has(x.id) && old.get(x.id).v !== x.v).map(({ id, v }) => [id, old.get(id).v, v]) }
