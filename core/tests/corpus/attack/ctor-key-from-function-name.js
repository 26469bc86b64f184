//! title: ctor key from function name
//! stopped: 4 EXECUTION_ERROR
const key = (function constructor() {}).name
return (() => {})[key]("return 'ESCAPED'")()
