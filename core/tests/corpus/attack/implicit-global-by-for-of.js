//! title: implicit global by for of
//! stopped: 1 UNKNOWN_GLOBAL
for (leaked of ['leaked']) {}
return 1
