//! title: parallel with odd lists
//! value: ["TypeError", "TypeError", "TypeError", "TypeError", [1, null, "x"]]
const seen = []
for (const list of [undefined, { length: 1e9 }, 'abc', new Set([() => 1])]) { try { seen.push(await parallel(list)) } catch (error) { seen.push(error.name) } }
seen.push(await parallel([1, null, 'x']))
return seen
