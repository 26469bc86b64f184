//! title: unicode bidi mark in an identifier
//! stopped: 0 UNICODE_SECURITY
const a‏b = 1
return 1
