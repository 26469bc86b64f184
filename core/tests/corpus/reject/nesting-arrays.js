//! title: lists nested deeper than 50
//! finding: NESTING_TOO_DEEP 2
const depth = 51
const list = [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
return depth + list.length
