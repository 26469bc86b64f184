//! title: yield outside of a generator
//! finding: PARSE_ERROR 2
const items = [1, 2]
items.forEach((item) => { yield item })
return items
