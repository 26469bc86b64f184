//! title: limit iterations in a promise job
//! stopped: 4 MAX_ITERATIONS
const later = Promise.resolve(1).then((i) => { for (; i > 0; i++) {} }).catch(() => callTool('escaped', {})).finally(() => callTool('escaped', {}))
Promise.resolve().then(() => 1).then(() => later).finally(() => callTool('escaped', {}))
await later
return 'ESCAPED'
