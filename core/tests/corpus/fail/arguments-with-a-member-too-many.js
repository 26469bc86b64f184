//! title: arguments merged from an object have a member that the tool does not take
//! error: TOOL_ARGUMENTS_INVALID
const user = await tools.users.get({ id: 3 });
const filter = { ...user };
return await tools.users.list(filter);
