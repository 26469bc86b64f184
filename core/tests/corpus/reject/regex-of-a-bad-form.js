//! title: a regular expression that is none
//! finding: PARSE_ERROR 1
return /(unclosed/.test('a')
