//! title: stack of bound functions by instance of
//! stopped: 4 STACK_OVERFLOW
const { def } = await callTool('echo', { def: 'defineProperty' })
class A {}
let f = A
for (let i = 0; i < 60_000; i++) f = Object[def](f.bind(null), 'name', { value: '' })
return new A() instanceof f
