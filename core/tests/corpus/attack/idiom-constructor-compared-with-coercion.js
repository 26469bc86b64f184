//! title: idiom constructor compared with coercion
//! value: [false, "none"]
let caught = 'none'
const probe = { [Symbol.toPrimitive](hint) { caught = hint; return 'x' } }
const same = (() => {}).constructor == probe
return [same, caught]
