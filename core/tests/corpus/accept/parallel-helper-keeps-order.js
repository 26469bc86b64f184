//! title: parallel over thunks with a limit
//! value: [[5,3,9],[1,2,3]]
const ids = [5, 3, 9];
const users = await parallel(ids.map((id) => () => tools.users.get({ id })), { concurrency: 2 });
const sums = await parallel([async () => 1, () => tools.add({ a: 1, b: 1 }).then((r) => r.sum), () => Promise.resolve(3)]);
return [users.map((u) => u.id), sums];
