//! title: symbol species of a buffer returns the same
//! value: "TypeError"
class Same extends ArrayBuffer { static get [Symbol.species]() { return function () { return buffer } } }
const buffer = new Same(8)
try {
  buffer.slice(0, 4)
} catch (error) {
  return error.name
}
