//! title: a loop reads a member that is not there
//! finding: INVALID_TOOL_ARGUMENTS 2
for (const user of await tools.users.list({})) {
  console.log(user.username)
}
