//! title: implicit global by pattern
//! stopped: 1 UNKNOWN_GLOBAL
({ a: leaked } = { a: 'leaked' })
return leaked
