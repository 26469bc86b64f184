//! title: constructor taken in an assignment
//! finding: NO_DANGEROUS_DESTRUCTURING 2
let make
({ constructor: make } = 'text')
return make
