//! title: an assignment pattern takes the constructor
//! finding: NO_DANGEROUS_DESTRUCTURING 2
let make;
({ constructor: make } = () => 1)
return make
