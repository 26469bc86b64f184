//! title: timeout in a regex of backreferences
//! stopped: 4 TIMEOUT
const { p } = await callTool('echo', { p: '(.*)\\1(.*)\\2(.*)\\3$' })
const text = 'ab'.repeat(4000)
return ['ESCAPED', new RegExp(`^x?${p}x`).exec(text)]
