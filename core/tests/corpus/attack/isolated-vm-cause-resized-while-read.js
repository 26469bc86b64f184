//! title: isolated vm cause resized while read
//! value: "SERIALIZATION_ERROR"
const buffer = new ArrayBuffer(64, { maxByteLength: 128 })
const view = new Uint8Array(buffer, 8)
const back = await callTool('echo', { first: { get a() { buffer.resize(0); return 1 } }, view }).catch((error) => error.code)
return back
