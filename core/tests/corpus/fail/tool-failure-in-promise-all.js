//! title: one failure among several calls at once
//! error: TOOL_ERROR
//! name: ToolError
const ids = [1, 2, 300];
const users = await Promise.all(
  ids.map((id) => tools.users.get({ id })),
);
return users.length;
