//! title: tool name not a text
//! calls: []
//! value: ["TypeError", "TypeError", "TypeError", "TypeError", "TypeError", "TypeError", "TypeError"]
const names = [new String('echo'), ['echo'], { toString() { callTool('escaped', {}); return 'echo' } }, { [Symbol.toPrimitive]: () => 'echo' }, Symbol.for('echo'), 5, undefined]
const seen = []
for (const name of names) { try { seen.push(await callTool(name, {})) } catch (error) { seen.push(error.name) } }
return seen
