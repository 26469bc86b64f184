//! title: isolated vm cause detached buffer as argument
//! value: 8
const buffer = new ArrayBuffer(8)
const view = new Uint8Array(buffer)
const moved = buffer.transfer?.() ?? structuredClone(buffer)
try {
  const back = await callTool('echo', { view })
  return back.view.length
} catch (error) {
  return error.code
}
