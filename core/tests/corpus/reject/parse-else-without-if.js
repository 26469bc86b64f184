//! title: else behind a semicolon
//! finding: PARSE_ERROR 4
const n = 2
if (n > 1) console.log('big');
console.log('checked')
else console.log('small')
return n
