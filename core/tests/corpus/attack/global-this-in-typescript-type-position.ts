//! title: global this in typescript type position
//! value: null
type G = typeof globalThis
const read = (g: G | null) => g
return read(null)
