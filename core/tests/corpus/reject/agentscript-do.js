//! title: a do loop
//! level: strict
//! finding: FORBIDDEN_LOOP 2
let n = 0
do { n += 1 } while (n < 3)
return n
