//! title: result holes are undefined
//! value: [1, {"$undefined": true}, 3, {"$undefined": true}]
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
const list = [1, , 3, ,]
Object[of](list)[1] = 'ESCAPED'
return list
