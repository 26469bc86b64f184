//! title: a reserved name for a function
//! finding: RESERVED_PREFIX 1
//! finding: RESERVED_PREFIX 2
function __safe_call() { return 1 }
return __safe_call()
