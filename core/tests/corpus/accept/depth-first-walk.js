//! title: a tree is walked depth first
//! value: [[1,2,4,3,5,6],[1,2,4,3,5,6],6]
const tree = { v: 1, c: [{ v: 2, c: [{ v: 4 }] }, { v: 3, c: [{ v: 5 }, { v: 6 }] }] }
const walk = ({ v, c = [] }) => [v, ...c.flatMap(walk)]
function* visit(node) { yield node.v; for (const child of node.c ?? []) yield* visit(child) }
return [walk(tree), [...visit(tree)], Math.max(...walk(tree))]
