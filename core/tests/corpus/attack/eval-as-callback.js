//! title: eval as callback
//! stopped: 1 NO_EVAL
return ["'ESCAPED'"].map(eval)[0]
