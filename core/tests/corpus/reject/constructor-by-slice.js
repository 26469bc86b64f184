//! title: a key made by slice
//! finding: NO_CONSTRUCTOR_ACCESS 2
const text = 'xxconstructorxx'
return (() => 1)[text.slice(2, -2)]
