//! title: a name that strict mode reserves
//! finding: PARSE_ERROR 1
const interface = 'eth0'
return 'eth0'
