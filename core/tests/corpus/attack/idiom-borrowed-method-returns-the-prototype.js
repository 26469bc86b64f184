//! title: idiom borrowed method returns the prototype
//! value: "object"
const got = Object.prototype.valueOf.call(5)
return typeof got
