//! title: a command of a shell inside of the script
//! finding: PARSE_ERROR 2
const n = 1
$ node script.js
return n
