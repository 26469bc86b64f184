//! title: the prototype in a literal
//! finding: NO_CONSTRUCTOR_ACCESS 4
const base = { admin: true }
const user = {
  name: 'x',
  __proto__: base,
}
return user.admin
