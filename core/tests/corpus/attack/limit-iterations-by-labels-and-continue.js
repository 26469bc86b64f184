//! title: limit iterations by labels and continue
//! stopped: 4 MAX_ITERATIONS
let turns = 0
outer: for (;;) {
  for (let i = 0; i < 3; i++) {
    turns++
    if (turns < 0) break outer
    try { continue outer } finally { if (turns > 5e7) callTool('escaped', {}) }
  }
}
return 'ESCAPED'
