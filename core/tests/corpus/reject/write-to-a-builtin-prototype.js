//! title: a builtin is extended
//! finding: NO_CONSTRUCTOR_ACCESS 1
Array.prototype.last = function () { return this[this.length - 1] }
return [1, 2].last()
