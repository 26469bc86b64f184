//! title: ctor key guard in private field chain
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: 'constr' })
class A { #f = () => {}; m() { return this.#f[k + 'uctor'] } }
return new A().m()("return 'ESCAPED'")()
