//! title: the break leaves only the loop inside
//! finding: INFINITE_LOOP 2
const found = []
while (true) {
  for (const id of [1, 2, 3]) {
    if (id === 2) break
    found.push(id)
  }
}
return found
