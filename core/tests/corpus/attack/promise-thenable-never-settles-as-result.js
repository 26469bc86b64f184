//! title: promise thenable never settles as result
//! stopped: 4 DEADLOCK
return { then() {} }
