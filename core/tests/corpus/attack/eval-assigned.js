//! title: eval assigned
//! stopped: 1 PARSE_ERROR
eval = (text) => text
return eval('1')
