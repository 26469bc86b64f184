//! title: Function called as a function
//! finding: NO_EVAL 2
const body = 'return 6 * 7'
const run = Function(body)
return run()
