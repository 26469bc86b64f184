//! title: find gives nothing, in agentscript
//! language: agentscript
//! level: strict
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 3
const users = await callTool('users:list', {});
const boss = users.find((user) => user.age > 90);
return boss.name;
