//! title: a getter of an object
//! language: agentscript
//! finding: NO_USER_FUNCTION 3
const order = {
  items: [1, 2],
  get count() { return 2 },
}
return order.count
