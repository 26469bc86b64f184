//! title: pollution of error prototype to string
//! calls: [["echo", {"of": "getPrototypeOf"}], ["fail", {"message": "no"}]]
//! stopped: 4 TOOL_ERROR
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
const proto = Object[of](new Error('x'))
proto.toString = () => 'ESCAPED'
proto.code = 'TIMEOUT'
proto.data = { approved: 'ESCAPED' }
proto.tool = 'ESCAPED'
await callTool('fail', { message: 'no' })
