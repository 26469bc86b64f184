//! title: the loops of a whole run count together at strict
//! language: agentscript
//! level: strict
//! error: MAX_ITERATIONS
const squares = [];
for (let i = 0; i < 600; i++) squares.push(i * i);
let sum = 0;
for (const square of squares) sum += square;
return sum;
