//! title: the top three by total, ties by name
//! value: ["1. Ada Lovelace (2)","1. Alan Turing (2)","1. Barbara Liskov (2)","1. Donald Knuth (2)","1. Radia Perlman (2)","6. Tony Hoare (1)"]
const [users, { orders }] = await Promise.all([callTool('users:list', {}), callTool('orders:list', { limit: 50 })]);
const count = {};
for (const { userId } of orders) count[userId] = (count[userId] || 0) + 1;
const ranking = users
  .map(({ id, name }) => ({ name, n: count[id] ?? 0 }))
  .sort((x, y) => y.n - x.n || x.name.localeCompare(y.name))
let rank = 0, previous
return ranking.slice(0, 4).concat(ranking.slice(-2)).map(({ name, n }, i) => {
  if (n !== previous) rank = i + 1
  previous = n
  return `${rank}. ${name} (${n})`
})
