//! title: a class with its methods is one finding
//! language: agentscript
//! finding: NO_USER_FUNCTION 2
const rows = []
class Cart {
  total() { return 0 }
  add(item) { return item }
}
return rows
