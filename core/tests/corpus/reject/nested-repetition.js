//! title: a repetition inside of a repetition
//! finding: REGEX_REDOS 1
const word = /^(a+)+$/
return word.test(context.text)
