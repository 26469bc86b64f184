//! title: breadth first through a maze of text
//! value: {"start":[0,0],"end":[7,3],"steps":12,"seen":22}
const maze = ['S.#.....', '..#.###.', '.##.#...', '......#E'].map((r) => [...r]);
const find = (c) => { for (const [y, row] of maze.entries()) { const x = row.indexOf(c); if (x >= 0) return [x, y]; } };
const [start, end] = [find('S'), find('E')];
const queue = [[...start, 0]], seen = new Set([start.join()]);
let steps = -1;
while (queue.length) {
  const [x, y, d] = queue.shift();
  if (x === end[0] && y === end[1]) { steps = d; break; }
  for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
    const nx = x + dx, ny = y + dy, key = `${nx},${ny}`;
    if (maze[ny]?.[nx] === undefined || maze[ny][nx] === '#' || seen.has(key)) continue;
    seen.add(key);
    queue.push([nx, ny, d + 1]);
  }
}
return { start, end, steps, seen: seen.size };
