//! title: vm2 cause error name is a symbol
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: 'constr' })
const error = new Error('x')
error.name = Symbol('s')
try {
  error.stack.length
  String(error)
} catch (caught) {
  return caught[k + 'uctor'][k + 'uctor']("return 'ESCAPED'")()
}
return 'none'
