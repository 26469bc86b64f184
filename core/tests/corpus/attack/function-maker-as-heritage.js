//! title: function maker as heritage
//! stopped: 1 NO_EVAL
class Run extends Function { constructor(text) { super(text) } }
return new Run("return 'ESCAPED'")()
