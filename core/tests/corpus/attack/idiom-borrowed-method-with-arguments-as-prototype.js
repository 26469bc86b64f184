//! title: idiom borrowed method with arguments as prototype
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
return Object.prototype.valueOf.call(Object.prototype).toString
