//! title: eval by escape
//! stopped: 1 NO_EVAL
return \u0065v\u{61}l("'ESCAPED'")
