//! title: a function on global
//! finding: NO_GLOBAL_ACCESS 2
function helper(x) { return x + 1 }
global.helper = helper
return helper(1)
