//! title: typescript instantiation expression of maker
//! stopped: 1 NO_EVAL
const make = Function<string>
return make("return 'ESCAPED'")()
