//! title: iterations
//! error: MAX_ITERATIONS
let n = 0; while (n < 1e12) n++
