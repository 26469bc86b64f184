//! title: a cipher and a hash
//! value: ["Khoor, Cheud!","abcXYZ","4f9f2cab","811c9dc5"]
const shift = (text, by) => text.replace(/[a-z]/gi, (c) => { const base = c <= 'Z' ? 65 : 97; return String.fromCharCode(((c.charCodeAt(0) - base + by + 26) % 26) + base) })
const hash = (s) => { let h = 0x811c9dc5; for (const c of s) { h ^= c.charCodeAt(0); h = Math.imul(h, 0x01000193) >>> 0 } return h.toString(16).padStart(8, '0') }
return [shift('Hello, Zebra!', 3), shift(shift('abcXYZ', 7), -7), hash('hello'), hash('')]
