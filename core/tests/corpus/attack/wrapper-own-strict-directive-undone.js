//! title: wrapper own strict directive undone
//! stopped: 1 PARSE_ERROR
'use sloppy'
var o = { a: 1, a: 2 }
delete o
return 010
