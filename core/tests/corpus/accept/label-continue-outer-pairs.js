//! title: labels that leave several loops and a block
//! value: {"found":[3,2],"visited":12,"stage":"early"}
const target = 13;
let found = null, visited = 0;
rows: for (let i = 0; i < 6; i++) {
  for (let j = 0; j < 6; j++) {
    visited++;
    if (j > i) continue rows;
    if (i * i + j * j === target) { found = [i, j]; break rows; }
  }
}
let stage = 'start';
block: {
  if (found) { stage = 'early'; break block; }
  stage = 'late';
}
return { found, visited, stage };
