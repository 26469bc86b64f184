//! title: a recursion without an end in a tree walk
//! error: STACK_OVERFLOW
const node = { name: 'root', children: [] };
node.children.push(node);
const names = (n) => [n.name, ...n.children.flatMap((c) => names(c))];
return names(node);
