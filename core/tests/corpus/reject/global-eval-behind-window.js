//! title: an evaluator behind the global object is one cause
//! finding: NO_GLOBAL_ACCESS 2
const code = '1'
return window.eval(code)
