//! title: tagged template raw is frozen
//! value: [true, ["TypeError", "TypeError", "TypeError"], "a"]
const tag = (parts) => parts
const once = () => tag`a${1}b`
const parts = once()
const names = []
for (const change of [() => { parts[0] = 'x' }, () => { parts.raw[0] = 'x' }, () => parts.push('x')]) {
  try { change() } catch (error) { names.push(error.name) }
}
return [once() === parts, names, parts[0]]
