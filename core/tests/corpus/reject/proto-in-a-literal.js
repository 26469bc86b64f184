//! title: __proto__ in an object literal
//! finding: NO_CONSTRUCTOR_ACCESS 4
const base = { role: 'viewer' }
const user = {
  name: 'Ada',
  __proto__: base,
}
return user.role
