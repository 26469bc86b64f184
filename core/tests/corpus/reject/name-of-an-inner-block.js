//! title: a variable of an inner block
//! finding: UNKNOWN_GLOBAL 4
if (context.tenant) {
  const inner = 1
}
return inner
