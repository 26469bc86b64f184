//! title: ctor key from object member
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
const words = { maker: 'constructor' }
return (() => {})[words.maker]("return 'ESCAPED'")()
