//! title: result of a generator
//! value: {}
function* numbers() { callTool('escaped', {}); yield 'ESCAPED' }
return numbers()
