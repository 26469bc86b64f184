//! title: error thrown by native code leads to a maker
//! stopped: 4 EXECUTION_ERROR
const { a } = await callTool('echo', { a: 'constr' })
try {
  callTool(Object({}))
} catch (error) {
  return error[a + 'uctor'][a + 'uctor']("return 'ESCAPED'")()
}
