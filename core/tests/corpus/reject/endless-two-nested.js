//! title: two loops inside of each other that nothing ends
//! finding: INFINITE_LOOP 2
//! finding: INFINITE_LOOP 3
let n = 0
while (true) {
  for (;;) {
    n += 1
  }
}
return n
