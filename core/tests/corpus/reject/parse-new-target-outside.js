//! title: new.target outside of a function
//! finding: PARSE_ERROR 1
const called = new.target
return called
