//! title: arguments outside of a function
//! finding: UNKNOWN_GLOBAL 1
const first = arguments[0]
return first
