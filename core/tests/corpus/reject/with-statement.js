//! title: with
//! finding: PARSE_ERROR 1
with (Math) { return max(1, 2) }
