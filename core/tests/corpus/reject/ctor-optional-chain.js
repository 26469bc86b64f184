//! title: constructor behind an optional chain
//! finding: NO_CONSTRUCTOR_ACCESS 2
const user = await tools.users.get({ id: 1 })
const make = user?.constructor
return make('return 1')()
