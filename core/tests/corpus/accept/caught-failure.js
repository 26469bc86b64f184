//! title: caught failure
//! value: [true,"nope","NO_SUCH_USER","ToolError"]
try { await callTool('fail',{message:'nope'}) } catch(e) { return [e instanceof Error, e.message, e.code, e.name] }
