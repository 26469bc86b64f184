//! title: a computed key that folds to __proto__
//! finding: NO_CONSTRUCTOR_ACCESS 2
const name = '__pro' + 'to__'
const o = { [name]: { admin: true } }
return o.admin
