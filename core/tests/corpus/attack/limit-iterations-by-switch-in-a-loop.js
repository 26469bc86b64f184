//! title: limit iterations by switch in a loop
//! stopped: 4 MAX_ITERATIONS
let state = 0
while (state < 3) {
  switch (state) {
    case 0: state = 1; break
    case 1: state = 2; break
    default: state = 0
  }
}
return 'ESCAPED'
