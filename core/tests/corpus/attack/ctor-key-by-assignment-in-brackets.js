//! title: ctor key by assignment in brackets
//! stopped: 4 EXECUTION_ERROR
let key
return (() => {})[key = 'constructor']("return 'ESCAPED'")()
