//! title: ctor key by comma
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
return (() => {})[(console.log('a'), 'constructor')]("return 'ESCAPED'")()
