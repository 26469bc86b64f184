//! title: sandboxjs cause reduce walks a path
//! stopped: 4 EXECUTION_ERROR
const { path } = await callTool('echo', { path: 'map.constructor' })
return path.split('.').reduce((at, key) => at[key], [])("return 'ESCAPED'")()
