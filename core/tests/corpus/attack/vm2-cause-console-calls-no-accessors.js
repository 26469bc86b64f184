//! title: vm2 cause console calls no accessors
//! console: ["{ a: [Getter], toString: [Function: toString], toJSON: [Function: toJSON] }"]
//! value: 1
const o = { get a() { callTool('escaped', {}); return 'read' }, toString() { callTool('escaped', {}) }, toJSON() { callTool('escaped', {}) } }
console.log(o)
return 1
