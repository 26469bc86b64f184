//! title: random called with odd this
//! value: [true, true, "undefined"]
const { random } = Math
const a = random.call({ seed: 1 })
const b = random.apply(null, [1, 2, 3])
return [a >= 0 && a < 1, a !== b, typeof random.seed]
