//! title: terminal codes in a regex do not reach the text of the error
//! finding: REGEX_REDOS 1
//! finding: CONTROL_CHARACTER 1
return /(a+)+$/.test(context.text)
