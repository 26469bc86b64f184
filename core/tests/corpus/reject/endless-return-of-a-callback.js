//! title: the return is that of a callback
//! finding: INFINITE_LOOP 2
const ids = [1, 2, 3]
for (;;) {
  ids.forEach((id) => {
    if (id === 3) return
    console.log(id)
  })
}
return ids
