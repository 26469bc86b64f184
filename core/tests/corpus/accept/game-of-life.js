//! title: a few steps of the game of life
//! value: ["...","###","..."]
let grid = ['.#.', '.#.', '.#.'].map((r) => [...r].map((c) => c === '#'))
const step = (g) => g.map((row, y) => row.map((alive, x) => {
  let n = 0
  for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) if ((dy || dx) && g[y + dy]?.[x + dx]) n++
  return n === 3 || (alive && n === 2)
}))
for (let i = 0; i < 3; i++) grid = step(grid)
return grid.map((r) => r.map((c) => (c ? '#' : '.')).join(''))
