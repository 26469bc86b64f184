//! title: timeout in a timer not in the script
//! stopped: 4 TIMEOUT
setTimeout(() => { const spin = (n) => (n > 20 ? 1 : spin(n + 1) + spin(n + 1) + spin(n + 1)); spin(0) }, 1)
setTimeout(() => callTool('escaped', {}), 2)
await sleep(3)
return 'ESCAPED'
