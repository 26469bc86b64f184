//! title: idiom constructor compared with assignment
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
let make
const f = () => {}
if ((make = f.constructor) === Array) return 1
return make("return 'ESCAPED'")()
