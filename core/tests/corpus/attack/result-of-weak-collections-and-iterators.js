//! title: result of weak collections and iterators
//! value: [{}, {}, {}, {}]
return [new WeakMap(), new WeakSet(), [1][Symbol.iterator](), 'a'.matchAll(/a/g)]
