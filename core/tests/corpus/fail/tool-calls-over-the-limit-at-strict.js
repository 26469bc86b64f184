//! title: eleven calls at strict
//! language: agentscript
//! level: strict
//! error: MAX_TOOL_CALLS
const users = await tools.users.list({});
const emails = await parallel(users.map((user) => () => tools.users.get({ id: user.id })));
return emails.length;
