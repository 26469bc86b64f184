//! title: a nested pattern takes __proto__
//! finding: NO_DANGEROUS_DESTRUCTURING 1
const { user: { __proto__: parent } } = { user: {} }
return parent
