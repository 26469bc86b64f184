//! title: permutations and combinations
//! value: [["abc","acb","bac","bca","cab","cba"],6,[[1,"x"],[1,"y"],[2,"x"],[2,"y"]]]
const permutations = (l) => (l.length < 2 ? [l] : l.flatMap((x, i) => permutations([...l.slice(0, i), ...l.slice(i + 1)]).map((p) => [x, ...p])))
const combinations = (l, k) => (k === 0 ? [[]] : l.flatMap((x, i) => combinations(l.slice(i + 1), k - 1).map((c) => [x, ...c])))
const product = (...ls) => ls.reduce((acc, l) => acc.flatMap((a) => l.map((x) => [...a, x])), [[]])
return [permutations(['a', 'b', 'c']).map((p) => p.join('')), combinations([1, 2, 3, 4], 2).length, product([1, 2], ['x', 'y'])]
