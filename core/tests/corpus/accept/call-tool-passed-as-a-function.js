//! title: callTool and tools are passed on at standard
//! value: [3,"Alan Turing",["add"],[1,2],"o-101",[{"sum":2},{"sum":4}]]
//! calls: [["add",{"a":1,"b":2}],["users:get",{"id":3}],["users:get",{"id":1}],["users:get",{"id":2}],["orders:list",{"limit":1}],["add",{"a":1,"b":1}],["add",{"a":2,"b":2}]]
const withLog = (call) => { const log = []; return [async (name, args) => { log.push(name); return call(name, args); }, log]; };
const [call, log] = withLog(callTool);
const api = { add: (a, b) => call('add', { a, b }), user: tools.users.get };
const { sum } = await api.add(1, 2);
const { name } = await api.user({ id: sum });
const { users: ns, ['orders']: { list } } = tools;
const names = (await Promise.all([1, 2].map((id) => ns.get({ id })))).map((u) => u.id);
return [sum, name, log, names, (await list({ limit: 1 })).orders[0].id, await Promise.all([{ a: 1, b: 1 }, { a: 2, b: 2 }].map(tools.add))];
