//! title: classes
//! value: [2,"B2",5,true]
class A { #n=0; static make(){return new A()} get n(){return this.#n} inc(by=1){this.#n+=by;return this} static #c=5; static c(){return A.#c} } class B extends A { inc(){return super.inc(2)} toString(){return `B${this.n}`} } return [A.make().inc().inc().n, String(new B().inc()), A.c(), new B() instanceof A]
