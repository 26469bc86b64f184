//! title: global builtin reassigned
//! value: true
Array = class { static isArray() { return true } }
return Array.isArray(1)
