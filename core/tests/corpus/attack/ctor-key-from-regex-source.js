//! title: ctor key from regex source
//! stopped: 4 EXECUTION_ERROR
return (() => {})[/constructor/.source]("return 'ESCAPED'")()
