//! title: code from text by `new Function`
//! finding: NO_EVAL 1
const add = new Function('a', 'b', 'return a + b')
return add(1, 2)
