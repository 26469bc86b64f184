//! title: error of an overflow inside native code
//! stopped: 4 EXECUTION_ERROR
const { get, of } = await callTool('echo', { get: 'getOwnPropertyDescriptor', of: 'getPrototypeOf' })
let caught
const deep = () => { try { [1].map(() => callTool(Object({}))) ; deep() } catch (error) { caught ??= error } }
deep()
const kind = Object[get](Object[of](caught), 'constructor').value
const maker = Object[get](Object[of](Object[of](kind)), 'constructor').value
return maker("return 'ESCAPED'")()
