//! title: a key cut with substring
//! finding: NO_CONSTRUCTOR_ACCESS 2
const text = 'xxconstructoryy'
return ({})[text.substring(2, 13)]
