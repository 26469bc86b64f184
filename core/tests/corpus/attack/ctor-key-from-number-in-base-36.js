//! title: ctor key from number in base 36
//! stopped: 4 EXECUTION_ERROR
const key = (767504259).toString(36) + (51139899).toString(36)
return (() => {})[key.length ? parseInt('constr', 36).toString(36) + parseInt('uctor', 36).toString(36) : '']("return 'ESCAPED'")()
