//! title: unicode zero width joiner in a name at strict
//! level: strict
//! language: javascript
//! stopped: 0 UNICODE_SECURITY
const to‍ols = { users: { list: async () => 'own' } }
return await to‍ols.users.list()
