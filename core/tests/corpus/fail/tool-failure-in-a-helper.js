//! title: a failure of a tool leaves a helper
//! error: TOOL_ERROR
//! name: ToolError
//! line: 3
//! calls: [["users:get",{"id":1}],["users:get",{"id":404}]]
const names = [];
async function nameOf(id) {
  const user = await tools.users.get({ id });
  return user.name;
}
for (const id of [1, 404, 2]) {
  names.push(await nameOf(id));
}
return names;
