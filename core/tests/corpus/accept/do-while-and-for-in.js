//! title: do while, for in with inherited order, nested breaks
//! value: [["1","2","z","y","string0","string1"],21]
const keys = []
for (const k in { 2: 'b', 1: 'a', z: 1, y: 2 }) keys.push(k)
let n = 0
do { n += 3; if (n % 2 === 0) continue; if (n > 20) break } while (n < 100)
for (const i in [7, 8]) keys.push(typeof i + i)
return [keys, n]
