//! title: a class expression
//! language: agentscript
//! finding: NO_USER_FUNCTION 1
const Box = class {
  value = 1
}
return 1
