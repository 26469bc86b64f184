//! title: ctor key guard in super member
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: 'constr' })
class A { static m() { return super[k + 'uctor'] } }
return A.m()("return 'ESCAPED'")()
