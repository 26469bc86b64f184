//! title: function maker by bind call
//! stopped: 1 NO_EVAL
return Function.bind.call(Function, null, "return 'ESCAPED'")()()
