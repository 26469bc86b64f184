//! title: an id that is a text at run time
//! error: TOOL_ARGUMENTS_INVALID
//! line: 3
const ids = '1,2,3'.split(',');
for (const id of ids) {
  await tools.users.get({ id });
}
