//! title: reserved name as private field
//! value: 1
class A { #__ag_key = 1; read() { return this.#__ag_key } }
return new A().read()
