//! title: result array subclass with accessors
//! value: [1, 2, 3]
class List extends Array { get length2() { return 'ESCAPED' } toJSON() { return 'ESCAPED' } static get [Symbol.species]() { return Array } *[Symbol.iterator]() { yield 'ESCAPED' } at() { return 'ESCAPED' } }
return List.of(1, 2, 3)
