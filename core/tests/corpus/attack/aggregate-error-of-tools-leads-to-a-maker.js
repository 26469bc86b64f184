//! title: aggregate error of tools leads to a maker
//! stopped: 4 EXECUTION_ERROR
const { a } = await callTool('echo', { a: 'constr' })
try {
  await Promise.any([callTool('fail', { message: 'a' }), callTool('fail', { message: 'b' })])
} catch ({ errors: [error] }) {
  return error[a + 'uctor'][a + 'uctor']("return 'ESCAPED'")()
}
