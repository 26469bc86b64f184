//! title: wrapper unbalanced in a nested template
//! stopped: 0 PARSE_ERROR
return `${`${`}`}`
