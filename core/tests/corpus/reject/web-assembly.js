//! title: WebAssembly does not exist
//! finding: DISALLOWED_IDENTIFIER 2
const bytes = new Uint8Array([0])
return await WebAssembly.compile(bytes)
