//! title: a WebAssembly module
//! finding: DISALLOWED_IDENTIFIER 2
const bytes = new Uint8Array([0, 97, 115, 109])
const module = await WebAssembly.compile(bytes)
return typeof module
