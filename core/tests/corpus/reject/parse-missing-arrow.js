//! title: an arrow function without its arrow
//! finding: PARSE_ERROR 1
const double = (x) { return x * 2 }
return double(2)
