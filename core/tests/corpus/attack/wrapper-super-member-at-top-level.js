//! title: wrapper super member at top level
//! stopped: 1 PARSE_ERROR
return super.toString
