//! title: idiom constructor name of a getter
//! value: "function"
const o = { get constructor() { return { name: callTool } } }
return typeof o.constructor.name
