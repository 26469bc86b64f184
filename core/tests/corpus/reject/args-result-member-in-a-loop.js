//! title: a member of the variable of a loop
//! finding: INVALID_TOOL_ARGUMENTS 3
let total = 0
for (const user of await tools.users.list({})) {
  total += user.salary
}
return total
