//! title: stack of bound constructors
//! stopped: 4 STACK_OVERFLOW
const { def } = await callTool('echo', { def: 'defineProperty' })
class A {}
let F = A
for (let i = 0; i < 60_000; i++) F = Object[def](F.bind(null), 'name', { value: '' })
return Array.from.call(F, [1])
