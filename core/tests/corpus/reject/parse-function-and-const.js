//! title: a function and a constant of one name
//! finding: PARSE_ERROR 2
function total(list) { return list.length }
const total = 3
return total
