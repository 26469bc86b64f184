//! title: lines without semicolons and comments in odd places
//! value: [1,3,4,3]
const a = 1 /* one */ // rest
const b = a
  + 2
let c = b
++c
const f = (/* none */) => /* value */ { return /* x */ b }
// [1, 2].forEach is on a line of its own
;[c].forEach((x) => x)
return (
  // the result
  [a, b, c, f()]
)
