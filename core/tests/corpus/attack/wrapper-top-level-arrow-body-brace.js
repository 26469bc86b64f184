//! title: wrapper top level arrow body brace
//! stopped: 0 PARSE_ERROR
const f = () => { return 1
return f()
