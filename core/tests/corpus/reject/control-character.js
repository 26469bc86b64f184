//! title: a control character
//! finding: CONTROL_CHARACTER 1
const a = 'xy'
return a
