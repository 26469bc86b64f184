//! title: the arguments turn out to be a list
//! error: TOOL_ARGUMENTS_INVALID
const args = JSON.parse('[{"id":1}]');
return await tools.users.get(args);
