//! title: a generic type that is not closed
//! finding: PARSE_ERROR 1
const counts: Map<string, number = new Map()
counts.set('a', 1)
return counts.size
