//! title: wrapper super call at top level
//! stopped: 1 PARSE_ERROR
super()
return 1
