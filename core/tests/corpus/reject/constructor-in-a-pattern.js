//! title: a pattern takes the constructor
//! finding: NO_DANGEROUS_DESTRUCTURING 1
const { constructor } = () => 1
return constructor('return 1')()
