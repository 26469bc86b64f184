//! title: classes repeated twice
//! finding: REGEX_REDOS 1
return /([a-z]+)*\d/.test('x')
