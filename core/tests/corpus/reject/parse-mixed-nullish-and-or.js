//! title: ?? mixed with ||
//! finding: PARSE_ERROR 1
const limit = context.limit ?? context.max || 10
return limit
