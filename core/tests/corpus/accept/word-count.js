//! title: words counted and sorted
//! value: [["the",3],["brown",1],["dog",1]]
const text = 'the quick brown fox jumps over the lazy dog the end'
const counts = {}
for (const word of text.match(/\w+/g)) counts[word] = (counts[word] ?? 0) + 1
return Object.entries(counts).sort(([a, x], [b, y]) => y - x || a.localeCompare(b)).slice(0, 3)
