//! title: parallel with hostile options
//! value: ["RangeError", "RangeError", "RangeError", "RangeError", "RangeError", [1]]
const seen = []
for (const concurrency of [0, -1, NaN, '2', { valueOf: () => 2 }]) { try { seen.push(await parallel([() => 1], { concurrency })) } catch (error) { seen.push(error.name) } }
seen.push(await parallel([() => 1], { concurrency: Infinity }))
return seen
