//! title: result to json is not called
//! value: {"a": 1}
return { a: 1, toJSON: undefined, get [Symbol('toJSON')]() { callTool('escaped', {}) } }
