//! title: each size is its own finding
//! finding: RESOURCE_EXHAUSTION 1
//! finding: RESOURCE_EXHAUSTION 2
const a = 'x'.repeat(200_000)
const b = new Uint8Array(2e9)
return [a.length, b.length]
