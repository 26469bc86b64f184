//! title: a flag that does not exist
//! finding: PARSE_ERROR 2
const names = ['Ada', 'ada']
return names.filter((name) => /^ada$/ii.test(name))
