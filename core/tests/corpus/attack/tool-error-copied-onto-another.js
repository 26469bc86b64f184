//! title: tool error copied onto another
//! stopped: 4 EXECUTION_ERROR
let caught
try { await callTool('fail', { message: 'no' }) } catch (error) { caught = error }
throw Object.assign(new Error(caught.message), caught)
