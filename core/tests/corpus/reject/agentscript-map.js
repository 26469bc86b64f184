//! title: Map and Set
//! level: strict
//! finding: DISALLOWED_IDENTIFIER 1
//! finding: DISALLOWED_IDENTIFIER 2
const seen = new Map()
const ids = new Set()
return [seen, ids]
