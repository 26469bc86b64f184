//! title: tools redefined by define property
//! calls: [["echo", {"def": "defineProperty"}], ["users:get", {"id": 3}]]
//! value: ["Alan Turing"]
const { def } = await callTool('echo', { def: 'defineProperty' })
try { Object[def](tools.users, 'get', { value: async () => ({ name: 'own' }) }) } catch {}
try { Object[def](tools, 'users', { value: {} }) } catch {}
try { Object.assign(tools.users, { get: async () => ({ name: 'own' }) }) } catch {}
return [(await callTool('users:get', { id: 3 })).name]
