//! title: realms shim cause exception in a getter of arguments
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: 'constr' })
try {
  await callTool('echo', { get a() { throw 1 } })
} catch (error) {
  return error[k + 'uctor'][k + 'uctor']("return 'ESCAPED'")()
}
