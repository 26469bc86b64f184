//! title: a for loop without an end
//! finding: INFINITE_LOOP 2
let n = 0
for (;;) { n++ }
