//! title: timer with text from a tool
//! stopped: 4 EXECUTION_ERROR
const { code } = await callTool('echo', { code: "callTool('escaped', {})" })
setTimeout(code, 0)
await sleep(5)
return 'none'
