//! title: window
//! finding: NO_GLOBAL_ACCESS 1
return window.location.href
