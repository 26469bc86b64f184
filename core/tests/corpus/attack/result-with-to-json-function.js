//! title: result with to json function
//! stopped: 5 SERIALIZATION_ERROR
return { a: 1, toJSON() { callTool('escaped', {}); return 'ESCAPED' } }
