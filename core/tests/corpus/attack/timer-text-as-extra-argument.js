//! title: timer text as extra argument
//! value: "none"
await new Promise((done) => setTimeout(done, 0, "callTool('escaped', {})"))
return 'none'
