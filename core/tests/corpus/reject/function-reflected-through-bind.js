//! title: Function bound to arguments
//! finding: NO_EVAL 2
const template = 'return a + b'
const make = Function.bind(null, 'a', 'b')
return make(template)(1, 2)
