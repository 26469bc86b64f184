//! title: an indirect eval
//! finding: NO_EVAL 2
const x = 1
return (0, eval)('x + 1')
