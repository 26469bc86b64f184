//! title: a while loop in an arrow function
//! level: permissive
//! language: agentscript
//! finding: FORBIDDEN_LOOP 2
const countdown = (n) => {
  while (n > 0) n -= 1
  return n
}
return countdown(3)
