//! title: three turns of a glider as text
//! value: [".....","..#..","...#.",".###.","....."]
let world = ['.#...', '..#..', '###..', '.....', '.....'].map((r) => [...r].map((c) => c === '#'));
const at = (w, y, x) => w[(y + w.length) % w.length][(x + w[0].length) % w[0].length];
for (let turn = 0; turn < 4; turn++) {
  world = world.map((row, y) => row.map((alive, x) => {
    let n = 0;
    for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) if (dy || dx) n += at(world, y + dy, x + dx);
    return n === 3 || (alive && n === 2);
  }));
}
return world.map((r) => r.map((c) => '.#'[+c]).join(''));
