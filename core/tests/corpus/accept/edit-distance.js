//! title: edit distance by dynamic programming
//! value: [3,3,2]
const distance = (a, b) => {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array(b.length).fill(0)])
  rows[0] = rows[0].map((_, j) => j)
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++)
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
  return rows[a.length][b.length]
}
return [distance('kitten', 'sitting'), distance('', 'abc'), distance('flaw', 'lawn')]
