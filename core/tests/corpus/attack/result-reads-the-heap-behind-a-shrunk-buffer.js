//! title: result reads the heap behind a shrunk buffer
//! stopped: 4 EXECUTION_ERROR
const { n } = await callTool('echo', { n: 60_000 })
const buffer = new ArrayBuffer(n, { maxByteLength: 2 * n })
const bytes = new Uint8Array(buffer).fill(7)
buffer.resize(1)
const seen = (await callTool('echo', { bytes })).bytes
return [seen.length, seen.some((byte) => byte !== 7) ? 'ESCAPED: memory that was never the script’s' : 'none']
