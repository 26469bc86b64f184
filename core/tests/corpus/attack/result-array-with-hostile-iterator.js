//! title: result array with hostile iterator
//! value: [1, 2]
const list = [1, 2]
list[Symbol.iterator] = function* () { callTool('escaped', {}); yield 'ESCAPED' }
return list
