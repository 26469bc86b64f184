//! title: alternatives that match the same
//! finding: REGEX_REDOS 1
return /^(a|a)*b$/.test('aaaa')
