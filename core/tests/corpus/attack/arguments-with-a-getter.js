//! title: arguments with a getter
//! calls: [["echo", {"get": "x"}], ["echo", {"$undefined": true}]]
//! value: "SERIALIZATION_ERROR"
await callTool('echo', { get: 'x' })
try { return await callTool('echo', { id: 1, get secret() { callTool('escaped', {}); return 'ESCAPED' } }) } catch (error) { return error.code }
