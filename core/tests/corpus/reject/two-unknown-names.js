//! title: each unknown name is told once
//! finding: UNKNOWN_GLOBAL 1
//! finding: UNKNOWN_GLOBAL 1
return first + second + first
