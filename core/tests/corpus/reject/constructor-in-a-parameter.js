//! title: a parameter takes the constructor
//! finding: NO_DANGEROUS_DESTRUCTURING 1
const take = ({ constructor: make }) => make
return take([])
