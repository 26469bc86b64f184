//! title: eval as tag
//! stopped: 1 NO_EVAL
return eval`'ESCAPED'`
