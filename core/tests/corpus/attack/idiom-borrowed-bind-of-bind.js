//! title: idiom borrowed bind of bind
//! stopped: 1 NO_EVAL
return Function.prototype.bind.call(Array, null)
