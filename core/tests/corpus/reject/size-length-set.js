//! title: a huge length is set
//! finding: RESOURCE_EXHAUSTION 2
const rows = []
rows.length = 2 ** 31
return rows
