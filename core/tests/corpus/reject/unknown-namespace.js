//! title: a namespace that does not exist
//! finding: UNKNOWN_TOOL 1
const rows = await tools.customers.list({})
return rows
