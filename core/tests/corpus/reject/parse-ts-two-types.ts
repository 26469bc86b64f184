//! title: two types for one name
//! finding: PARSE_ERROR 2
//! finding: PARSE_ERROR 2
const add = (a: number, b: number): number => a + b
const total: number string = add(1, 2)
return total
