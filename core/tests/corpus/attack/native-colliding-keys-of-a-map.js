//! title: native colliding keys of a map
//! stopped: 4 TIMEOUT
const letters = Array.from({ length: 80 }, (_, i) => String.fromCharCode(0x140 + i, 0x9000 - 263 * i))
const pairs = letters.flatMap((a) => letters.map((b) => a + b))
const entries = pairs.flatMap((a) => letters.slice(0, 30).map((b) => [a + b, 1]))
return ['ESCAPED', new Map(entries).size]
