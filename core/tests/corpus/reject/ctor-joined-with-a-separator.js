//! title: a key joined with a separator that is a part of it
//! finding: NO_CONSTRUCTOR_ACCESS 1
const maker = {}[['con', 'tor'].join('struc')]
return maker
