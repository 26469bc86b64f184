//! title: ctor key by logical assignment in brackets
//! stopped: 4 EXECUTION_ERROR
let key = 0
return (() => {})[key ||= 'constructor']("return 'ESCAPED'")()
