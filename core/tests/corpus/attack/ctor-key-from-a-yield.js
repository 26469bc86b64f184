//! title: ctor key from a yield
//! stopped: 4 EXECUTION_ERROR
function* take() { return (() => {})[yield] }
const it = take()
it.next()
return it.next('constructor').value("return 'ESCAPED'")()
