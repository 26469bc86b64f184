//! title: wrapper yield as identifier
//! stopped: 1 PARSE_ERROR
const yield = 1
return yield
