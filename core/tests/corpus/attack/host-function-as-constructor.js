//! title: host function as constructor
//! value: ["TypeError", "TypeError", "TypeError", "TypeError", "TypeError", "TypeError"]
const names = []
for (const f of [callTool, tools.echo, sleep, parallel, setTimeout, console.log]) {
  try { new f('echo', {}) ; names.push('made') } catch (error) { names.push(error.name) }
}
return names
