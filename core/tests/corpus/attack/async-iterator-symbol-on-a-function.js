//! title: async iterator symbol on a function
//! value: ["function", true]
const f = () => {}
f[Symbol.asyncIterator] = async function* () { yield typeof this; yield this === f }
const out = []
for await (const x of f) out.push(x)
return out
