//! title: a list of exports
//! finding: NO_IMPORT 3
const a = 1
const b = 2
export { a, b as c }
