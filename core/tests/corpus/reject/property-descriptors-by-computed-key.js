//! title: descriptors by a folded key
//! finding: NO_META_PROGRAMMING 2
const name = 'getOwnProperty' + 'Descriptors'
return Object[name]({})
