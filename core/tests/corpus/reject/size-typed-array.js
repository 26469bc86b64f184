//! title: a huge typed array
//! finding: RESOURCE_EXHAUSTION 2
const MB = 1024 * 1024
const pixels = new Float64Array(64 * MB)
return pixels.length
