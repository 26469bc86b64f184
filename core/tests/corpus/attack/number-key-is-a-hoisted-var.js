//! title: number key is a hoisted var
//! stopped: 4 EXECUTION_ERROR
var i = 0
function take() { return (() => {})[i] }
var i = 'constructor'
return take()("return 'ESCAPED'")()
