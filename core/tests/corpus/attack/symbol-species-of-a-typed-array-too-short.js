//! title: symbol species of a typed array too short
//! value: "TypeError"
class Small extends Uint8Array { static get [Symbol.species]() { return function () { return new Uint8Array(1) } } }
try {
  new Small(64).map(() => 7)
} catch (error) {
  return error.name
}
