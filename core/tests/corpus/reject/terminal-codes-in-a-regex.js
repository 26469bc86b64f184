//! title: terminal codes in a regex do not reach the text of the error
//! finding: REGEX_REDOS 1
return /[2J(a+)+$/.test(context.text)
