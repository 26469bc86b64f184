//! title: a tree whose nodes know their parents is returned
//! error: SERIALIZATION_ERROR
class Node {
  constructor(name, parent) { this.name = name; this.parent = parent; this.children = []; parent?.children.push(this); }
}
const root = new Node('root');
new Node('leaf', root);
return root;
