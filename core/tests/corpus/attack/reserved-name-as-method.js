//! title: reserved name as method
//! value: 0
class A { __ag_run() { return 'own' } }
return Object.getOwnPropertyNames(new A()).length
