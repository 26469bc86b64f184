//! title: a while loop
//! level: strict
//! finding: FORBIDDEN_LOOP 2
let n = 0
while (n < 3) { n += 1 }
return n
