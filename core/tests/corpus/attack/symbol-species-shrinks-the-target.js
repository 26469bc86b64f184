//! title: symbol species shrinks the target
//! value: "TypeError"
class Short extends Array { static get [Symbol.species]() { return class { constructor() { return Object.freeze([]) } } } }
try {
  Short.from([1, 2]).map((x) => x)
} catch (error) {
  return error.name
}
