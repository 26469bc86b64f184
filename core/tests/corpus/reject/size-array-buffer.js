//! title: a huge buffer
//! finding: RESOURCE_EXHAUSTION 2
const head = 16
const buffer = new ArrayBuffer(1 << 30)
return buffer.byteLength + head
