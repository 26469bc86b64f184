//! title: a method added to an own class by its prototype
//! finding: NO_CONSTRUCTOR_ACCESS 2
class Cart { items = [] }
Cart.prototype.total = function () { return this.items.length }
return new Cart().total()
