//! title: maker by own descriptors
//! stopped: 4 EXECUTION_ERROR
const { all } = await callTool('echo', { all: 'getOwnPropertyDescriptors' })
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
for (const { value } of Object.values(Object[all](Object[of](() => {})))) {
  if (typeof value === 'function' && value.name === 'Function') return value("return 'ESCAPED'")()
}
return 'none'
