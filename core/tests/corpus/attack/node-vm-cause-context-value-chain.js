//! title: node vm cause context value chain
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
return context.constructor.constructor("return 'ESCAPED'")()
