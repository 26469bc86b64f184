//! title: result of a grown buffer
//! stopped: 4 EXECUTION_ERROR
const buffer = new ArrayBuffer(4, { maxByteLength: 64 })
const all = new Uint8Array(buffer)
const tail = new Uint8Array(buffer, 2)
buffer.resize(6)
all[5] = 9
return [all, tail]
