//! title: tools is passed on, at secure
//! level: secure
//! finding: DYNAMIC_CALL_TARGET 2
const helper = async (t) => (await t.users.list({})).length
const count = await helper(tools)
return count
