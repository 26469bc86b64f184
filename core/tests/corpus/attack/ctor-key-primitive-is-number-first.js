//! title: ctor key primitive is number first
//! value: [true, "TypeError"]
let looks = 0
const key = { [Symbol.toPrimitive]: () => (looks++ ? 'constructor' : 0) }
const f = () => {}
const seen = [f[key] === undefined]
try {
  seen.push(typeof f[key])
} catch (error) {
  seen.push(error.name)
}
return seen
