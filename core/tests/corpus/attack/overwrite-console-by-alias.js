//! title: overwrite console by alias
//! value: "function"
const c = console
c.log = (...parts) => callTool('echo', { parts })
console.log('shown')
return typeof c.log
