//! title: a counted repetition of a repetition
//! finding: REGEX_REDOS 2
const digits = "123"
return /^(\d+){2,}$/.test(digits)
