//! title: promise then getter throws engine error
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: 'constr' })
const odd = { get then() { return null.x } }
try {
  await odd
} catch (error) {
  return error[k + 'uctor'][k + 'uctor']("return 'ESCAPED'")()
}
