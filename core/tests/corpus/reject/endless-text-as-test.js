//! title: a text as the test
//! finding: INFINITE_LOOP 1
while ('running') {
  await sleep(1)
}
return 1
