//! title: timers cleared with odd ids
//! value: ["kept"]
const seen = []
const id = setTimeout(() => seen.push('kept'), 1)
for (const odd of [undefined, null, NaN, -id, id + 0.5 - 1, {}, [], 'x', 1e300, Symbol('x'), { valueOf: () => id }]) clearTimeout(odd)
await sleep(5)
return seen
