//! title: isolated vm cause transfer a buffer out
//! value: [0, false]
const buffer = new ArrayBuffer(8)
const view = new Uint8Array(buffer)
const back = await callTool('echo', { view })
view[0] = 7
return [back.view[0], back.view === view]
