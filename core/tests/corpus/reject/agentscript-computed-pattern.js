//! title: a computed key in a pattern
//! level: strict
//! finding: NO_COMPUTED_DESTRUCTURING 2
const key = context.key
const { [key]: value } = { a: 1 }
return value
