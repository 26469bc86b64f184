//! title: ctor key by tagged join
//! stopped: 4 EXECUTION_ERROR
const key = ['con', 'structor'].join``
return (() => {})[key]("return 'ESCAPED'")()
