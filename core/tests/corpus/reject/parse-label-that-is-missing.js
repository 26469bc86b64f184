//! title: a label that does not exist
//! finding: PARSE_ERROR 3
for (const a of [1, 2]) {
  for (const b of [1, 2]) {
    if (a === b) continue outer
  }
}
return 1
