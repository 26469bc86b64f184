//! title: symbol registry is not shared between sessions
//! value: ["shared", "leaked"]
const key = Symbol.for('shared')
const o = { [key]: 'leaked' }
return [Symbol.keyFor(key), o[Symbol.for('shared')]]
