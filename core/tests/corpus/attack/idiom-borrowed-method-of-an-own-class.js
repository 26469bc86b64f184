//! title: idiom borrowed method of an own class
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
class Own { m() { return 1 } }
return Own.prototype.m.call({})
