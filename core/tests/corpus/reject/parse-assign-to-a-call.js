//! title: a call as the target of an assignment
//! finding: PARSE_ERROR 2
const sizes = new Map()
sizes.get('a') = 1
return sizes.size
