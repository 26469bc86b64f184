//! title: host state in later sessions by tool ids
//! value: "msg-1"
const a = await callTool('email:send', { to: 'a', subject: 's', body: 'b' })
return a.id
