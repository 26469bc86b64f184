//! title: emit of what cannot leave
//! value: ["TypeError", "TypeError", "TypeError"]
const seen = []
for (const value of [() => 1, { get a() { return 'ESCAPED' } }, Promise.resolve(1)]) {
  try { emit(value) } catch (error) { seen.push(error.name) }
}
return seen
