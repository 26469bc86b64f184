//! title: vm2 cause wrapped apply of host function
//! value: ["function", 2, "function", 0, "function", 1]
const list = Array.prototype.concat.apply([], [callTool, console.log, tools.echo].map((f) => [typeof f, f.length]))
return list
