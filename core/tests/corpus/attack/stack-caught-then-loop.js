//! title: stack caught then loop
//! stopped: 4 MAX_ITERATIONS
const deep = () => deep() + 1
let i = 1
try { deep() } catch (error) { try { while (i) i++ } catch { return 'ESCAPED' } finally { callTool('escaped', {}) } }
return 'ESCAPED'
