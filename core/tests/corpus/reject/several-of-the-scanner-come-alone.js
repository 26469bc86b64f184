//! title: a script that the scanner refuses is not read any further
//! finding: CONTROL_CHARACTER 2
//! finding: REGEX_REDOS 3
const data = eval('1')
const bad = 'ab'
const slow = /(b+)+$/
return nothing
