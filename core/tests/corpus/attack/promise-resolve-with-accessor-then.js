//! title: promise resolve with accessor then
//! value: ["first", 1]
let looks = 0
const odd = { get then() { looks++; return looks === 1 ? (done) => done('first') : undefined } }
return [await odd, looks]
