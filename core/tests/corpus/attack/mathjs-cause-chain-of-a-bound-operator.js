//! title: mathjs cause chain of a bound operator
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
return Math.max.bind.constructor("return 'ESCAPED'")()
