//! title: promise thenable in tool arguments
//! stopped: 5 SERIALIZATION_ERROR
return await callTool('echo', { value: { then(done) { done('ESCAPED') } } })
