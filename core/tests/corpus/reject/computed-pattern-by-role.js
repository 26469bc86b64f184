//! title: a computed key in a pattern
//! level: strict
//! finding: NO_COMPUTED_DESTRUCTURING 3
const counts = { admin: 2, viewer: 7 }
const role = 'admin'
const { [role]: count } = counts
return count
