//! title: arguments of a schema as boxed number
//! value: {"sum": 3}
try { return await callTool('add', { a: Object(1), b: new Number(2) }) } catch (error) { return error.code }
