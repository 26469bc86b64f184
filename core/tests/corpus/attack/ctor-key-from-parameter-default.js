//! title: ctor key from parameter default
//! stopped: 4 EXECUTION_ERROR
const make = (of, key = 'constructor') => of[key]
return make(() => {})("return 'ESCAPED'")()
