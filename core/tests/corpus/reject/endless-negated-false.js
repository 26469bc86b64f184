//! title: a test that is not false
//! finding: INFINITE_LOOP 2
const list = []
while (!false) {
  list.push(1)
}
return list
