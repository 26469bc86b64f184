//! title: unicode zero width joiner in a name
//! value: "own"
const to‍ols = { users: { list: async () => 'own' } }
return await to‍ols.users.list()
