//! title: result with a getter
//! stopped: 5 SERIALIZATION_ERROR
return { list: [{ get owner() { callTool('escaped', {}); return 'ESCAPED' } }] }
