//! title: a bell between two statements
//! finding: CONTROL_CHARACTER 2
const a = 1

return a
