//! title: two slow regexes are two findings
//! finding: REGEX_REDOS 2
//! finding: REGEX_REDOS 3
const text = "x"
const a = /(x+x+)+y/.test(text)
const b = /([a-z]+)*!/.test(text)
return a || b
