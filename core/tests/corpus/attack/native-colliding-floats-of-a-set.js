//! title: native colliding floats of a set
//! stopped: 4 TIMEOUT
const floats = new Float64Array(300_000)
const halves = new Uint32Array(floats.buffer)
for (let i = 0; i < 300_000; i++) { halves[2 * i] = i * 4; halves[2 * i + 1] = (i * 4) | 0x40000000 }
return ['ESCAPED', new Set(floats).size]
