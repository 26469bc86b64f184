//! title: a declaration inside of an arrow function
//! level: permissive
//! language: agentscript
//! finding: NO_USER_FUNCTION 2
const outer = (list) => {
  function inner(x) { return x + 1 }
  return list.map(inner)
}
return outer([1, 2])
