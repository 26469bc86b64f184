//! title: native comparator that changes the list
//! value: [1, "object"]
const list = Array.from({ length: 500 }, (_, i) => ({ i }))
let turns = 0
list.sort((a, b) => { if (turns++ === 3) { list.length = 0; list.push('own') } return b.i - a.i })
return [list.length > 0 ? 1 : 0, typeof list[0]]
