//! title: wrapper last line open string
//! stopped: 0 PARSE_ERROR
return 'a
