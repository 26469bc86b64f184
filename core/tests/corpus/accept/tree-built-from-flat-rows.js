//! title: a tree from rows with parents, printed and measured
//! value: [["└─root","  ├─left","  │ └─leaf","  │   └─deep","  └─right"],4,["root","left","leaf","deep","right"],"{\"n\":\"root\",\"children\":[{\"n\":\"left\",\"children\":[{\"n\":\"leaf\",\"children\":[{\"n\":\"deep\",\"children\":[]}]}]},{\"n\":\"right\",\"children\":[]}]}"]
const rows = [{ id: 1, parent: null, n: 'root' }, { id: 4, parent: 2, n: 'leaf' }, { id: 2, parent: 1, n: 'left' }, { id: 3, parent: 1, n: 'right' }, { id: 5, parent: 4, n: 'deep' }];
const nodes = new Map(rows.map((r) => [r.id, { ...r, children: [] }]));
let root;
for (const node of nodes.values()) node.parent === null ? (root = node) : nodes.get(node.parent).children.push(node);
const print = ({ n, children }, indent = '', last = true) => [`${indent}${last ? '└─' : '├─'}${n}`, ...children.flatMap((c, i) => print(c, indent + (last ? '  ' : '│ '), i === children.length - 1))];
const depth = (node) => 1 + Math.max(0, ...node.children.map(depth));
const walk = function* (node) { yield node.n; for (const c of node.children) yield* walk(c); };
return [print(root), depth(root), [...walk(root)], JSON.stringify(root, ['n', 'children'])];
