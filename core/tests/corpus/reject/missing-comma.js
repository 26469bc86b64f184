//! title: a comma is missing
//! finding: PARSE_ERROR 3
const o = {
  a: 1
  b: 2,
}
return o
