//! title: users fetched in batches of four
//! value: [[0,"AGAE"],[1,"BDRT"],[2,"FJ"]]
const chunk = (list, size) => Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, i * size + size));
const ids = Array.from({ length: 10 }, (_, i) => i + 1);
const names = [];
for (const [index, batch] of chunk(ids, 4).entries()) {
  const users = await Promise.all(batch.map((id) => callTool('users:get', { id })));
  names.push([index, users.map(({ name }) => name[0]).join('')]);
}
return names;
