//! title: symbol is concat spreadable on tools
//! value: ["a", "b"]
const names = [].concat(Object.assign({}, { length: 2, 0: 'a', 1: 'b', [Symbol.isConcatSpreadable]: true }))
return names
