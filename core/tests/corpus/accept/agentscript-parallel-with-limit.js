//! title: parallel over arrow functions, in agentscript
//! value: {"first":"Alan Turing","others":["Ada","Grace"]}
//! language: agentscript
//! level: strict
const ids = [3, 1, 2];
const users = await parallel(ids.map((id) => () => callTool('users:get', { id })), { concurrency: 2 });
const [first, ...others] = users;
return { first: first.name, others: others.map(({ name }) => name.split(' ')[0]) };
