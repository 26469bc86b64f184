//! title: ctor key guard in class heritage
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: 'constr' })
class A extends (() => {})[k + 'uctor'] {}
return new A("return 'ESCAPED'")()
