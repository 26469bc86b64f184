//! title: backspaces that hide a comment
//! finding: CONTROL_CHARACTER 2
//! finding: CONTROL_CHARACTER 2
//! finding: CONTROL_CHARACTER 2
//! finding: CONTROL_CHARACTER 2
const a = 1
// safe
return a
