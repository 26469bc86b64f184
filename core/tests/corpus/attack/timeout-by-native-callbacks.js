//! title: timeout by native callbacks
//! stopped: 4 TIMEOUT
const list = Array.from({ length: 1000 }, (_, i) => i)
const sum = list.reduce((a) => list.reduce((b) => list.reduce((c) => c + 1, b), a), 0)
return ['ESCAPED', sum]
