//! title: a break that leaves a block inside of the loop
//! finding: INFINITE_LOOP 2
let i = 0
for (;;) {
  step: {
    i += 1
    if (i > 2) break step
    console.log(i)
  }
}
return i
