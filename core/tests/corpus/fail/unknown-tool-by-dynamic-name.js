//! title: a name that is put together is no tool
//! error: TOOL_NOT_FOUND
//! line: 3
const kinds = ['list', 'get', 'delete'];
for (const kind of kinds) {
  await callTool('users:' + kind, { id: 1 });
}
