//! title: timer with object that is text
//! stopped: 4 EXECUTION_ERROR
setInterval({ toString: () => "callTool('escaped', {})" }, 1)
await sleep(5)
return 'none'
