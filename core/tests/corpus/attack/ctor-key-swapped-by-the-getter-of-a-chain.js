//! title: ctor key swapped by the getter of a chain
//! stopped: 4 EXECUTION_ERROR
let key = 'name'
const o = { get f() { key = context.tenant && 'constructor'; return () => {} } }
return o.f[key]("return 'ESCAPED'")()
