//! title: ctor key from json
//! stopped: 4 EXECUTION_ERROR
return (() => {})[JSON.parse('"\\u0063onstructor"')]("return 'ESCAPED'")()
