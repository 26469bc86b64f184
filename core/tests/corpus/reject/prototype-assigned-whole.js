//! title: the whole prototype of a function is replaced
//! finding: NO_CONSTRUCTOR_ACCESS 2
function Person(name) { this.name = name }
Person.prototype = { greet() { return 'hi ' + this.name } }
return new Person('Ada').greet()
