//! title: eval by optional call
//! stopped: 1 NO_EVAL
return eval?.("'ESCAPED'")
