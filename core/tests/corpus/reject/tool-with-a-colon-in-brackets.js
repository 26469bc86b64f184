//! title: the whole name as a key below tools
//! finding: UNKNOWN_TOOL 1
const rows = await tools['orders:list']({ limit: 2 })
return rows
