//! title: result of a promise inside
//! stopped: 5 SERIALIZATION_ERROR
return { user: callTool('echo', { a: 1 }) }
