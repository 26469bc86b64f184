//! title: web assembly module
//! stopped: 1 DISALLOWED_IDENTIFIER
return (await WebAssembly.instantiate(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))).instance
