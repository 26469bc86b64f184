//! title: the test is folded
//! finding: INFINITE_LOOP 2
const forever = 1 < 2
while (forever) { console.log('x') }
