//! title: error data claims another code
//! stopped: 4 EXECUTION_ERROR
const error = new Error('made up')
error.name = 'ToolError'
error.code = 'INTERNAL'
error.tool = 'users:list'
throw error
