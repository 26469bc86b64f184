//! title: a key out of code points
//! finding: NO_CONSTRUCTOR_ACCESS 2
const key = String.fromCodePoint(0x63, 0x6f) + 'nstructor'
return [][key]
