//! title: iterator protocol returns primitives
//! value: ["TypeError", "TypeError", "TypeError", "TypeError", "TypeError"]
const names = []
for (const bad of [1, 'a', null, undefined, true]) {
  try { for (const x of { [Symbol.iterator]: () => ({ next: () => bad }) }) break } catch (error) { names.push(error.name) }
}
return names
