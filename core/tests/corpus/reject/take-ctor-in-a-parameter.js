//! title: constructor taken in a parameter
//! finding: NO_DANGEROUS_DESTRUCTURING 2
const names = (await tools.users.list({}))
  .map(({ constructor: Make }) => Make.name)
return names
