//! title: eval called indirectly
//! finding: NO_EVAL 2
const source = '1 + 1'
const value = (0, eval)(source)
return value
