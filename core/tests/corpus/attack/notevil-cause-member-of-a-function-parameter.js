//! title: notevil cause member of a function parameter
//! stopped: 4 EXECUTION_ERROR
const at = (o, k) => o[k]
const { k } = await callTool('echo', { k: 'constructor' })
return at(at([], 'map'), k)("return 'ESCAPED'")()
