//! title: arguments as a thenable
//! calls: [["echo", {"$undefined": true}]]
//! value: "SERIALIZATION_ERROR"
const thenable = { then(done) { callTool('escaped', {}); done({ id: 1 }) } }
try { return await callTool('echo', thenable) } catch (error) { return error.code }
