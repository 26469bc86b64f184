//! title: shared memory and Atomics are two findings
//! finding: DISALLOWED_IDENTIFIER 1
//! finding: DISALLOWED_IDENTIFIER 3
const shared = new SharedArrayBuffer(8)
const view = new Int32Array(shared)
Atomics.add(view, 0, 1)
return view[0]
