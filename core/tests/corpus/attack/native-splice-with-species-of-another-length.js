//! title: native splice with species of another length
//! value: [3, 0]
class Short extends Array { static get [Symbol.species]() { return function () { return Object.freeze([]) } } }
const list = Short.of(1, 2, 3)
let caught = 0
try { list.splice(0, 2) } catch { caught = list.length }
return [caught, Object.keys(new Short()).length]
