//! title: the break leaves the inner loop alone
//! finding: INFINITE_LOOP 1
while (true) {
  for (const a of [1, 2]) {
    if (a > 1) break
  }
}
