//! title: parseInt at strict
//! level: strict
//! finding: DISALLOWED_IDENTIFIER 1
return parseInt('12', 10)
