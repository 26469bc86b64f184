//! title: node vm cause this constructor chain
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
return this?.constructor.constructor("return 'ESCAPED'")() ?? console.constructor.constructor("return 'ESCAPED'")()
