//! title: syntax
//! finding: PARSE_ERROR 1
return (1
