//! title: html open comment hides a line
//! stopped: 0 PARSE_ERROR
let a = 1
<!-- a = 'hidden'
return a
