//! title: a computed method of Object
//! finding: NO_META_PROGRAMMING 2
const kind = 'Descriptor'
const found = Object[`getOwnProperty${kind}`]({ a: 1 }, 'a')
return found
