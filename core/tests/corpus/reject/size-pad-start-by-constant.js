//! title: a text is padded too far
//! finding: RESOURCE_EXHAUSTION 3
const WIDTH = 500 * 1000
const cell = 'x'
const padded = cell.padStart(WIDTH, ' ')
return padded.length
