//! title: a brace is missing
//! finding: PARSE_ERROR 1
for (const a of [1, 2]) {
  if (a > 1) {
    console.log(a)
}
return 1
