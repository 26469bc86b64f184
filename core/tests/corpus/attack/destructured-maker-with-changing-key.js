//! title: destructured maker with changing key
//! value: ["a", {"other": "b"}, 1]
let looks = 0
const key = { toString: () => (looks++ ? 'constructor' : 'name') }
const { [key]: first, ...rest } = { name: 'a', other: 'b' }
return [first, rest, looks]
