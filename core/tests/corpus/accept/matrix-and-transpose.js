//! title: matrices multiplied and transposed
//! value: [[[19,22],[43,50]],[[1,4],[2,5],[3,6]]]
const multiply = (a, b) => a.map((row) => b[0].map((_, j) => row.reduce((sum, x, k) => sum + x * b[k][j], 0)))
const transpose = (m) => m[0].map((_, j) => m.map((row) => row[j]))
return [multiply([[1, 2], [3, 4]], [[5, 6], [7, 8]]), transpose([[1, 2, 3], [4, 5, 6]])]
