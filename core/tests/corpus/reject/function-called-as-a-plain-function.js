//! title: code from text by `Function`
//! finding: NO_EVAL 1
const run = Function('return 1')
return run()
