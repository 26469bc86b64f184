//! title: an async method where the host refuses them
//! rules: {"NO_ASYNC":"error"}
//! finding: NO_ASYNC 2
const api = {
  async load(id) { return tools.users.get({ id }) },
}
return (await api.load(1)).name
