//! title: the host refuses async functions
//! rules: {"NO_ASYNC":"error"}
//! finding: NO_ASYNC 1
//! finding: NO_ASYNC 2
const load = async (id) => tools.users.get({ id })
async function all(ids) { return parallel(ids.map((id) => () => load(id))) }
return await all([1, 2])
