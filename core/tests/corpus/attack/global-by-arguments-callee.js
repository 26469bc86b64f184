//! title: global by arguments callee
//! stopped: 4 EXECUTION_ERROR
function look() { return arguments.callee }
return typeof look()
