//! title: None of Python
//! finding: UNKNOWN_GLOBAL 1
let found = None
return found
