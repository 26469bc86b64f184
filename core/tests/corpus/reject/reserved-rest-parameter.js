//! title: a rest parameter with a reserved name
//! finding: RESERVED_PREFIX 1
function sum(first, ...__ag_rest) {
  return first
}
return sum(1, 2, 3)
