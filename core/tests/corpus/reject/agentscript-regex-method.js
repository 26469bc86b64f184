//! title: a method that takes a regular expression
//! level: strict
//! finding: NO_REGEX_METHOD 2
const name = 'a-b'
return name.match('a')
