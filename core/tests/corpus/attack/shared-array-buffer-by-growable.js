//! title: shared array buffer by growable
//! stopped: 1 DISALLOWED_IDENTIFIER
return new SharedArrayBuffer(8, { maxByteLength: 16 }).byteLength
