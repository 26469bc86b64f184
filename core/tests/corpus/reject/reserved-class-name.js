//! title: a class with a reserved name
//! finding: RESERVED_PREFIX 2
const rows = []
class __safe_Box { value = 1 }
return rows
