//! title: a reserved name behind an escape
//! finding: RESERVED_PREFIX 2
const rows = [1, 2]
const \u005f_safe_sum = rows.length
return rows
