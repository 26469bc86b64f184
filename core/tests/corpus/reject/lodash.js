//! title: a library that is not there
//! finding: DISALLOWED_IDENTIFIER 1
const groups = _.groupBy([{ a: 1 }], 'a')
return groups
