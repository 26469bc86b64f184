//! title: break and continue in nested loops, in agentscript
//! value: [[1,5],[3,3]]
//! language: agentscript
//! level: strict
const pairs = [];
for (let i = 1; i <= 5; i++) {
  if (i === 2) continue;
  for (let j = i; j <= 5; j++) {
    if (i * j > 10) break;
    if (i + j === 6) pairs.push([i, j]);
  }
}
return pairs;
