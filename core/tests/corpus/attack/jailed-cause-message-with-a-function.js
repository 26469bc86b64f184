//! title: jailed cause message with a function
//! value: ["SERIALIZATION_ERROR", true]
return await callTool('echo', { run: () => 1 }).catch((error) => [error.code, error.message.includes('run')])
