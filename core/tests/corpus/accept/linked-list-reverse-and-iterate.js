//! title: a linked list reversed in place
//! value: [[4,3,2,1],4,4,[8,6,4,2],true]
class Node { constructor(value, next = null) { Object.assign(this, { value, next }); } }
class List {
  head = null; length = 0;
  static from(it) { const l = new List(); for (const x of it) l.append(x); return l; }
  append(v) { this.length++; if (!this.head) { this.head = new Node(v); return this; } let at = this.head; while (at.next) at = at.next; at.next = new Node(v); return this; }
  reverse() { let prev = null, at = this.head; while (at) [at.next, prev, at] = [prev, at, at.next]; this.head = prev; return this; }
  *[Symbol.iterator]() { for (let at = this.head; at; at = at.next) yield at.value; }
}
const l = List.from([1, 2, 3]).append(4);
return [[...l.reverse()], Math.max(...l), l.length, Array.from(l, (x) => x * 2), new Set(l).has(3)];
