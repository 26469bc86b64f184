//! title: the keys of a huge array
//! finding: RESOURCE_EXHAUSTION 1
const ids = [...Array(3e6).keys()]
return ids.length
