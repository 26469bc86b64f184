//! title: atomics wait blocks the host
//! stopped: 1 DISALLOWED_IDENTIFIER
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10000)
return 1
