//! title: vm2 cause buffer pool of the host
//! value: [false, 3, ""]
const bytes = new Uint8Array(4096)
const { buffer } = new TextEncoder().encode('own')
return [bytes.some((byte) => byte !== 0), buffer.byteLength, new Uint8Array(new ArrayBuffer(64)).join('').replaceAll('0', '')]
