//! title: error of a stack overflow leads to a maker
//! stopped: 4 EXECUTION_ERROR
const { a } = await callTool('echo', { a: 'constr' })
const deep = (n) => deep(n + 1) + 1
try {
  deep(0)
} catch (error) {
  return error[a + 'uctor'][a + 'uctor']("return 'ESCAPED'")()
}
