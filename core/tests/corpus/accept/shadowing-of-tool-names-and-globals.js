//! title: names of builtins and tools as parameters and locals
//! value: [["abc",3],2,"ns1etp15own","shadowedown","inner","acme"]
const users = await tools.users.list({ role: 'admin' });
const f = (tools, page = tools.length) => [tools, page];
const email = users.map(({ email }) => email);
const name = 'n', status = 's', length = 1, event = 'e', top = 't', parent = 'p', print = (x) => x, process = 5, fetch = () => 'own';
function Map2() { const Map = 'shadowed', JSON = { stringify: () => 'own' }; return Map + JSON.stringify(); }
{ const undefined2 = undefined, Array = 3; if (Array !== 3) return 'no'; }
const context2 = (({ context }) => context)({ context: 'inner' });
return [f('abc'), email.length, name + status + length + event + top + parent + print(1) + process + fetch(), Map2(), context2, context.tenant];
