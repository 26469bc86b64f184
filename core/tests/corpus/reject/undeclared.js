//! title: undeclared
//! finding: UNKNOWN_GLOBAL 1
return usr
