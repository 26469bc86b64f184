//! title: a method is added to all arrays
//! finding: NO_CONSTRUCTOR_ACCESS 2
const users = await tools.users.list({})
Array.prototype.last = function () {
  return this[this.length - 1]
}
return users.last().name
