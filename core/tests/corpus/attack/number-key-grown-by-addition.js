//! title: number key grown by addition
//! stopped: 4 EXECUTION_ERROR
let i = 0
i += 'constructor'
const f = () => {}
return f[i.slice(1)]("return 'ESCAPED'")()
