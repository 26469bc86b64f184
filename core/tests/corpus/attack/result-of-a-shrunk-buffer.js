//! title: result of a shrunk buffer
//! stopped: 4 EXECUTION_ERROR
const buffer = new ArrayBuffer(8, { maxByteLength: 16 })
const all = new Uint8Array(buffer)
const tail = new Uint8Array(buffer, 4, 4)
all.set([1, 2, 3, 4, 5, 6, 7, 8])
buffer.resize(2)
return [all, tail, buffer]
