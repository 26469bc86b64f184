//! title: a function that is called at once
//! level: secure
//! language: agentscript
//! finding: NO_USER_FUNCTION 1
const total = (function () {
  return 1 + 1
})()
return total
