//! title: arguments in agentscript
//! language: agentscript
//! finding: DISALLOWED_IDENTIFIER 3
const sum = () => {
  let total = 0
  for (const value of arguments) total += value
  return total
}
return sum(1, 2)
