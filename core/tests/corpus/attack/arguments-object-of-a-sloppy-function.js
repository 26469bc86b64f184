//! title: arguments object of a sloppy function
//! stopped: 4 EXECUTION_ERROR
function look(a) { arguments[0] = 'changed'; return [a, typeof arguments.callee?.caller] }
return look('own')
