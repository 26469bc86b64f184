//! title: a label with a reserved name
//! finding: RESERVED_PREFIX 2
const found = []
__ag_outer: for (const a of [1, 2]) {
  found.push(a)
}
return found
