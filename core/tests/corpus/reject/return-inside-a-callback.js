//! title: the return leaves the callback alone
//! finding: INFINITE_LOOP 1
while (true) {
  [1].forEach((n) => { return n })
}
