//! title: limit iterations by finally that overrides
//! stopped: 4 MAX_ITERATIONS
const run = () => {
  for (let i = 0; i >= 0; i++) {
    try { return i } finally { continue }
  }
}
return ['ESCAPED', run()]
