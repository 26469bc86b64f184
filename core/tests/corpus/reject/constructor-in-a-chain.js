//! title: the constructor of a constructor
//! finding: NO_CONSTRUCTOR_ACCESS 2
const users = await tools.users.list({})
const make = users.constructor.constructor
return make('return 1')()
