//! title: wrapper separator inside a regex
//! stopped: 0 PARSE_ERROR
return /a b/.test('a')
