//! title: ctor key from tool failure message
//! stopped: 4 EXECUTION_ERROR
const message = await callTool('fail', { message: 'constructor' }).catch((error) => error.message)
return (() => {})[message]("return 'ESCAPED'")()
