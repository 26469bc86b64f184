//! title: the address of a window
//! finding: NO_GLOBAL_ACCESS 2
const base = 'users'
const url = window.location.href + base
return url
