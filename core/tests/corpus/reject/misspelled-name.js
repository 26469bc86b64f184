//! title: a variable that is misspelled
//! finding: UNKNOWN_GLOBAL 2
const customers = await tools.users.list({})
return custmers.length
