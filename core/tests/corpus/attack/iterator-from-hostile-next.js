//! title: iterator from hostile next
//! stopped: 4 EXECUTION_ERROR
let looks = 0
const odd = { get next() { looks++; return () => ({ get done() { return looks > 3 }, get value() { looks++; return this } }) } }
const got = [...Iterator.from(odd).take(2)]
return [got.map((item) => typeof item), looks]
