//! title: stack by constructors
//! stopped: 4 STACK_OVERFLOW
class Node { next = new Node() }
return new Node()
