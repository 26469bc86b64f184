//! title: tool error thrown again keeps its facts
//! stopped: 4 TOOL_ERROR
let caught
try { await callTool('fail', { message: 'no' }) } catch (error) { caught = error }
caught.code = 'TIMEOUT'
caught.tool = 'users:get'
caught.name = 'INTERNAL'
throw caught
