//! title: promise species in then
//! value: ["made", "number"]
const seen = []
class Odd extends Promise { static get [Symbol.species]() { return function (run) { seen.push('made'); run((v) => seen.push(typeof v), () => {}); return {} } } }
Odd.resolve(1).then((v) => v)
await null
await null
return seen
