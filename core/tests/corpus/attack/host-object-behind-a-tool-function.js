//! title: host object behind a tool function
//! value: [[[], [], [], []], 0]
const keys = [callTool, tools.echo, tools.users.get, sleep].map((f) => Object.getOwnPropertyNames(f).filter((key) => key !== 'length' && key !== 'name'))
return [keys, Object.getOwnPropertySymbols(tools).length]
