//! title: ctor key boxed string
//! stopped: 4 EXECUTION_ERROR
return (() => {})[Object(['constructor'].at(0))]("return 'ESCAPED'")()
