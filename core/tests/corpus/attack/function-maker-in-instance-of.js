//! title: function maker in instance of
//! stopped: 1 NO_EVAL
return (() => {}) instanceof Function
