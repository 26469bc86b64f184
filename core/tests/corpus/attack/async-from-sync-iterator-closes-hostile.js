//! title: async from sync iterator closes hostile
//! value: ["closed", "inner"]
const seen = []
const sync = { [Symbol.iterator]() { return { next: () => ({ value: Promise.reject(new Error('inner')), done: false }), return() { seen.push('closed'); return {} } } } }
try {
  for await (const x of sync) seen.push(x)
} catch (error) {
  seen.push(error.message)
}
return seen
