//! title: a generator of pseudo random numbers with Math.imul and shifts
//! value: [[2581720956,1925393290,3661312704],"cbf43926",4294967295,-2147483648,-4,15,11,-3,-2147483648]
const mulberry = (seed) => () => { seed = (seed + 0x6d2b79f5) | 0; let t = Math.imul(seed ^ (seed >>> 15), 1 | seed); t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t; return (t ^ (t >>> 14)) >>> 0; };
const next = mulberry(42);
const crc = (s) => { let c = ~0; for (const ch of s) { c ^= ch.charCodeAt(0); for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1; } return (~c >>> 0).toString(16); };
return [[next(), next(), next()], crc('123456789'), (-1 >>> 0), 1 << 31, -7 >> 1, -7 >>> 28, 5 & 3 | 8 ^ 2, ~~-3.7, 2 ** 31 | 0];
