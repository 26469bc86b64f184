//! title: eval as default of a pattern
//! stopped: 1 NO_EVAL
const { run = eval } = {}
return run("'ESCAPED'")
