//! title: a chain is one finding, at its last key
//! finding: NO_CONSTRUCTOR_ACCESS 3
const f = () => 1
return f.constructor
  .constructor('return 1')()
