//! title: this
//! level: strict
//! finding: DISALLOWED_IDENTIFIER 1
return this
