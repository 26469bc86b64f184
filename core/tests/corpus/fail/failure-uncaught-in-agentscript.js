//! title: a failure of a tool behind others, in agentscript
//! language: agentscript
//! level: strict
//! error: TOOL_ERROR
//! line: 3
const ids = [5, 6, 66];
for (const id of ids) {
  const user = await tools.users.get({ id });
  console.log(user.name);
}
