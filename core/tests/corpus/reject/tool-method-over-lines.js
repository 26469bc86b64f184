//! title: the line of the key that leads nowhere
//! finding: UNKNOWN_TOOL 3
const result = await tools
  .users
  .search({ query: 'ada' })
return result
