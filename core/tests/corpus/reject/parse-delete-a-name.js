//! title: delete of a variable
//! finding: PARSE_ERROR 3
let cache = { a: 1 }
const size = Object.keys(cache).length
delete cache
return size
