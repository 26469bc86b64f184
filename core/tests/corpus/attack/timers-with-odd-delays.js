//! title: timers with odd delays
//! value: ["nan", "negative", "text", "object", "zero", "late"]
const seen = []
const add = (name, delay) => setTimeout(() => seen.push(name), delay)
add('late', 20)
add('nan', NaN)
add('negative', -1e9)
add('text', 'soon')
add('object', { valueOf() { callTool('escaped', {}); return 5 } })
add('zero', 0)
await sleep(40)
return seen
