//! title: overwrite call tool properties at run time
//! value: "number"
const call = callTool
call.bind = () => () => 'own'
call.call = () => 'own'
return typeof (await callTool('echo', { a: 1 })).a
