//! title: break outside of a loop
//! finding: PARSE_ERROR 1
if (context.stop) { break }
return 1
