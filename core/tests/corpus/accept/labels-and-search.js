//! title: a labelled search in two loops
//! value: {"x":1,"y":2}
const grid = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
let found = null
search: for (let y = 0; y < 3; y++) {
  for (let x = 0; x < 3; x++) {
    if (grid[y][x] % 2 === 0 && grid[y][x] > 5) { found = { x, y }; break search }
    if (grid[y][x] === 4) continue search
  }
}
return found
