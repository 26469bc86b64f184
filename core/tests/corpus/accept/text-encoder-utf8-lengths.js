//! title: texts as UTF-8 bytes and back
//! value: [[[3,3,3],[1,1,2],[1,1,3],[2,1,4],[10,10,12]],true,"a�b","48 69 20 e2 82 ac",{"$bytes":[65]},"","utf-8"]
const enc = new TextEncoder(), dec = new TextDecoder();
const words = ['abc', 'é', '€', '😀', 'naïve café'];
const sizes = words.map((w) => [w.length, [...w].length, enc.encode(w).length]);
const back = words.every((w) => dec.decode(enc.encode(w)) === w);
const broken = dec.decode(new Uint8Array([0x61, 0xff, 0x62]));
const hex = [...enc.encode('Hi €')].map((b) => b.toString(16).padStart(2, '0')).join(' ');
return [sizes, back, broken, hex, enc.encode('A'), dec.decode(), new TextDecoder('utf-8').encoding];
