//! title: a loop that never ends
//! finding: INFINITE_LOOP 2
let n = 0
while (true) {
  n += 1
}
