//! title: a do loop that never ends
//! finding: INFINITE_LOOP 2
let n = 0
do { n += 1 } while (1)
