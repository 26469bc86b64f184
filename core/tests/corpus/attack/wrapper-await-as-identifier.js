//! title: wrapper await as identifier
//! stopped: 1 PARSE_ERROR
var await = 1
return await
