//! title: result with inherited to json
//! value: {"a": 1}
class Row { a = 1; toJSON() { callTool('escaped', {}); return 'ESCAPED' } valueOf() { callTool('escaped', {}) } toString() { callTool('escaped', {}) } }
return new Row()
