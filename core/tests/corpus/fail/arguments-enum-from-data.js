//! title: a role out of data is none of the three
//! error: TOOL_ARGUMENTS_INVALID
const roles = (await tools.users.list({})).map((u) => u.role.toUpperCase());
return await callTool('users:list', { role: roles[0] });
