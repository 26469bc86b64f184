//! title: Dijkstra on a small graph
//! value: {"cost":20,"path":["a","c","f","e"]}
const graph = { a: { b: 7, c: 9, f: 14 }, b: { c: 10, d: 15 }, c: { d: 11, f: 2 }, d: { e: 6 }, f: { e: 9 }, e: {} }
const distance = Object.fromEntries(Object.keys(graph).map((k) => [k, Infinity]))
const previous = {}
distance.a = 0
const open = new Set(Object.keys(graph))
while (open.size > 0) {
  const node = [...open].reduce((best, k) => (distance[k] < distance[best] ? k : best))
  open.delete(node)
  for (const [next, cost] of Object.entries(graph[node])) {
    const through = distance[node] + cost
    if (through < distance[next]) { distance[next] = through; previous[next] = node }
  }
}
const path = []
for (let at = 'e'; at; at = previous[at]) path.unshift(at)
return { cost: distance.e, path }
