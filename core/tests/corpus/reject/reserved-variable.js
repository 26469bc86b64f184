//! title: a variable with a reserved name
//! finding: RESERVED_PREFIX 2
//! finding: RESERVED_PREFIX 3
//! finding: RESERVED_PREFIX 4
const rows = await tools.users.list({})
let __ag_count = 0
for (const row of rows) __ag_count += row.age
return __ag_count
