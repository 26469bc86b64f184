//! title: buffers are kept until memory is used up
//! error: MEMORY_LIMIT_EXCEEDED
const buffers = [];
for (let i = 0; i < 200; i++) {
  buffers.push(new Uint8Array(1_000_000 - i));
}
return buffers.length;
