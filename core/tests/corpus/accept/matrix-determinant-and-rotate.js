//! title: a matrix rotated, flattened in a spiral, and its determinant
//! value: [[[5,1,2],[0,3,-1],[6,4,0]],22,[2,-1,0,4,6,0,5,1,3],[[0],[19],[23]],6]
const m = [[2, -1, 0], [1, 3, 4], [5, 0, 6]];
const rotate = (a) => a[0].map((_, i) => a.map((r) => r[i]).reverse());
const minor = (a, j) => a.slice(1).map((r) => r.filter((_, c) => c !== j));
const det = (a) => (a.length === 1 ? a[0][0] : a[0].reduce((s, v, j) => s + (j % 2 ? -v : v) * det(minor(a, j)), 0));
const spiral = ([first, ...rest]) => (first ? [...first, ...(rest.length ? spiral(rotate(rotate(rotate(rest)))) : [])] : []);
const mul = (a, b) => a.map((r) => b[0].map((_, j) => r.reduce((s, v, k) => s + v * b[k][j], 0)));
return [rotate(m), det(m), spiral(m), mul(m, [[1], [2], [3]]), m.flat().reduce((a, b) => Math.max(a, b))];
