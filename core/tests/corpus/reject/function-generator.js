//! title: a generator
//! language: agentscript
//! finding: NO_USER_FUNCTION 1
function* pages() {
  yield 1
  yield 2
}
return [...pages()]
