//! title: a key made by reversing
//! finding: NO_CONSTRUCTOR_ACCESS 1
return (() => 1)['rotcurtsnoc'.split('').reverse().join('')]
