//! title: continue does not leave a loop
//! finding: INFINITE_LOOP 2
let n = 0
while (true) {
  n += 1
  if (n > 5) continue
  console.log(n)
}
return n
