//! title: an apostrophe ends a text too early
//! finding: PARSE_ERROR 2
const to = 'ada@example.com'
const body = 'It's ready'
return { to, body }
