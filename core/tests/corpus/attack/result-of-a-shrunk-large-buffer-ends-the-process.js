//! title: result of a shrunk large buffer ends the process
//! stopped: 4 EXECUTION_ERROR
const { n } = await callTool('echo', { n: 4_000_000 })
const buffer = new ArrayBuffer(n, { maxByteLength: 2 * n })
const bytes = new Uint8Array(buffer).fill(7)
buffer.resize(1)
return [bytes.length, (await callTool('echo', { bytes })).bytes.length]
