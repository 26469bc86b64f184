//! title: implicit global assignment
//! stopped: 1 UNKNOWN_GLOBAL
leaked = 'leaked'
return leaked
