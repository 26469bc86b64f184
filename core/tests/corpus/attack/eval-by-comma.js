//! title: eval by comma
//! stopped: 1 NO_EVAL
return (1, eval)("'ESCAPED'")
