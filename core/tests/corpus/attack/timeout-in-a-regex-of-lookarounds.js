//! title: timeout in a regex of lookarounds
//! stopped: 4 TIMEOUT
const { p } = await callTool('echo', { p: '(?:(?=(a|aa)*b)a|(?<=(a|aa)*)a)*c' })
try { 'a'.repeat(5000).replace(new RegExp(p), () => callTool('escaped', {})) } catch { return 'ESCAPED' }
return 'ESCAPED'
