//! title: with statement
//! stopped: 1 PARSE_ERROR
with (context) { return tenant }
