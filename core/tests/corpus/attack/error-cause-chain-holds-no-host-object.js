//! title: error cause chain holds no host object
//! value: ["code", "message", "name", "stack", "tool"]
const error = await callTool('fail', { message: 'x' }).catch((caught) => caught)
const seen = [error]
const found = []
while (seen.length) {
  const at = seen.pop()
  for (const key of Object.getOwnPropertyNames(at)) {
    const value = at[key]
    found.push(key)
    if (typeof value === 'function') return 'ESCAPED: a function on an error'
    if (value && typeof value === 'object') seen.push(value)
  }
}
return found.sort()
