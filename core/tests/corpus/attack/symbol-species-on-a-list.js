//! title: symbol species on a list
//! value: [[0], ["0", "1", "2", "length"]]
const made = []
class List extends Array { static get [Symbol.species]() { return function (n) { made.push(n); return { length: 0 } } } }
const got = List.from([1, 2, 3]).filter(() => true)
return [made, Object.keys(got)]
