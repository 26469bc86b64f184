//! title: unicode escape in new target
//! stopped: 1 PARSE_ERROR
function F() { return new.t\u0061rget }
return typeof F()
