//! title: wrapper closed by a template end
//! stopped: 0 PARSE_ERROR
return `${1
