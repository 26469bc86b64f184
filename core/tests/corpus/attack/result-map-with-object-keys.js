//! title: result map with object keys
//! stopped: 5 SERIALIZATION_ERROR
return new Map([[{ toString() { callTool('escaped', {}); return 'ESCAPED' } }, 1]])
