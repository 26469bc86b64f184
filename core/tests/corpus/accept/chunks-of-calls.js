//! title: calls in chunks of three
//! value: [["Ada","Grace","Alan"],["Edsger","Barbara","Donald"],["Radia"]]
const chunk = (list, size) => Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size))
const names = []
for (const ids of chunk([1, 2, 3, 4, 5, 6, 7], 3)) {
  const users = await Promise.all(ids.map((id) => callTool('users:get', { id })))
  names.push(users.map((u) => u.name.split(' ')[0]))
}
return names
