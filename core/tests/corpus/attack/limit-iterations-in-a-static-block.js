//! title: limit iterations in a static block
//! stopped: 4 MAX_ITERATIONS
try {
  class Odd { static #n = 1; static { while (Odd.#n) Odd.#n++ } static after = callTool('escaped', {}) }
  return ['ESCAPED', Odd.name]
} catch { return 'ESCAPED' }
