//! title: maker by lookup getter
//! stopped: 4 EXECUTION_ERROR
const { up } = await callTool('echo', { up: '__lookup' })
const proto = ({})[up + 'Getter__']('__proto__')
const callTo = proto.call(() => {})
const { k } = await callTool('echo', { k: 'constr' })
const maker = callTo[k + 'uctor']
return maker("return 'ESCAPED'")()
