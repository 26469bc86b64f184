//! title: symbol unscopables set
//! value: 1
const o = { [Symbol.unscopables]: { callTool: true }, callTool: 1 }
return o.callTool
