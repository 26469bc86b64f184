//! title: a spread with two dots
//! finding: PARSE_ERROR 2
const base = { limit: 5 }
const query = { ..base, cursor: 0 }
return query
