//! title: SharedArrayBuffer and Atomics do not exist
//! finding: DISALLOWED_IDENTIFIER 1
//! finding: DISALLOWED_IDENTIFIER 2
const memory = new SharedArrayBuffer(8)
return Atomics.load(new Int32Array(memory), 0)
