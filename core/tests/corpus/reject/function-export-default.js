//! title: the entry as a function in agentscript
//! level: strict
//! finding: NO_USER_FUNCTION 1
export default async function () {
  return await tools.users.list({})
}
