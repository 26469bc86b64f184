//! title: arguments with functions
//! calls: [["echo", {"$undefined": true}], ["echo", {"$undefined": true}], ["echo", {"$undefined": true}]]
//! value: ["SERIALIZATION_ERROR", "SERIALIZATION_ERROR", "SERIALIZATION_ERROR"]
const codes = []
for (const args of [{ done: () => 'ESCAPED' }, { list: [callTool] }, { Klass: class {} }]) {
  try { await callTool('echo', args) } catch (error) { codes.push(error.code) }
}
return codes
