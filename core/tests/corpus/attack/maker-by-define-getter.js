//! title: maker by define getter
//! value: "none"
const { up } = await callTool('echo', { up: '__define' })
const o = { m() {} }
o[up + 'Getter__']('then', function () { return undefined })
o[up + 'Setter__']('__proto__', (value) => console.log(typeof value))
Object.assign(o, JSON.parse('{"__proto__": {"admin": 1}}'))
return o.admin ?? 'none'
